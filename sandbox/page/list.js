// The left side: people and groups, newest first, with what is unread.
import { robotNote } from "/page/app.js";
import { arrange, element, face, keeper } from "/page/parts.js";
import { shortTime } from "/page/time.js";
import { open, watch, world } from "/page/world.js";

const MOST_SHOWN = 300;
const kept = keeper();

export function startList(enter) {
  const finder = document.getElementById("finder");
  const draw = () => drawRows(finder.value.trim().toLowerCase(), enter);
  finder.addEventListener("input", draw);
  watch(draw);
}

function drawRows(wanted, enter) {
  const fits = (words) => !wanted || words.toLowerCase().includes(wanted);
  const people = [...world.people.values()].filter((person) => fits(`${person.name} ${person.note}`));
  const groups = [...world.groups.values()].filter((group) => !group.migrated_to && fits(group.title));
  const rows = document.getElementById("rows");
  const none = element("p", { class: "none" }, wanted ? "没有找到" : "还没有人员，点右上角加号新增");
  arrange(rows, [
    ...section("群", groups, (group) => row(group.id, group.title, groupNote(group), enter)),
    ...section("人员", people, (person) => row(person.id, person.name, person.note, enter)),
    ...(groups.length || people.length ? [] : [none]),
  ]);
}

const groupNote = (group) => `${group.members.length} 人${group.room ? ` · ${robotNote(group)}` : group.bot === "member" ? " · 机器人在群" : ""}`;

function section(title, items, draw) {
  if (!items.length) return [];
  const when = (item) => world.newest[item.id]?.date || 0;
  const sorted = items.map((item, index) => [item, index]).sort(([a, i], [b, j]) => when(b) - when(a) || i - j);
  const rows = sorted.slice(0, MOST_SHOWN).map(([item]) => draw(item));
  const rest = items.length - rows.length;
  if (rest > 0) rows.push(element("p", { class: "none" }, `还有 ${rest} 个，请用查找`));
  return [element("h2", {}, title), ...rows];
}

function row(id, name, note, enter) {
  const newest = world.newest[id];
  const unread = world.unread.get(id)?.count || 0;
  const blocked = world.people.get(id)?.blocked;
  const wecom = Boolean(world.people.get(id)?.member || world.groups.get(id)?.room);
  const current = id === open.chatId;
  const time = newest ? shortTime(newest.date) : "";
  return kept(id, [name, note, newest, unread, blocked, wecom, current, time], (old) => {
    const button = old || element("button", { type: "button", class: "row", "data-chat": id, onclick: () => enter(id) });
    button.setAttribute("aria-current", String(current));
    button.replaceChildren(...inside(id, name, note, { newest, unread, blocked, wecom, time }));
    return button;
  });
}

function inside(id, name, note, { newest, unread, blocked, wecom, time }) {
  return [
    face(id, name, id < 0),
    element("span", { class: "who" }, element("b", {}, name), wecom ? element("span", { class: "tag wecom" }, "企业微信") : null, blocked ? element("span", { class: "tag" }, "已停用") : null),
    element("time", {}, time),
    lastLine(note, newest),
    unread ? element("span", { class: "badge", "aria-label": `${unread} 条未读` }, unread > 99 ? "99+" : String(unread)) : element("span"),
  ];
}

function lastLine(note, newest) {
  const line = element("span", { class: "last" });
  if (note) line.append(element("span", { class: "role" }, note), newest ? " · " : "");
  if (newest) line.append(preview(newest));
  return line;
}

export function preview(message) {
  if (message.notice) return message.notice;
  const kind = message.wecom?.msgtype === "template_card" ? "[卡片] " : message.photo ? "[图片] " : message.voice ? "[语音] "
    : message.video ? "[视频] " : message.document ? `[文件] ${message.document.name} ` : "";
  return (kind + message.text).replace(/\s+/g, " ").trim();
}
