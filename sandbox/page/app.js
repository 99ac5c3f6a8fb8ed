// What surrounds a chat of WeCom: its menu, the entry event, the robot's address, new members.
import { post } from "/page/net.js";
import { attempt, form, menu, toast } from "/page/panels.js";
import { element } from "/page/parts.js";
import { isGroup, loadPlaces, open, placeOf, watch, world } from "/page/world.js";

const byId = (id) => document.getElementById(id);

export function startApp() {
  watch(drawService);
}

// Called when another chat opens and when anything about people changes.
export function drawService() {
  const place = open.chatId === null ? null : placeOf(open.chatId);
  const wecom = Boolean(place && (place.member || place.room));
  byId("room").dataset.service = wecom ? "wecom" : "telegram";
  byId("commands").hidden = wecom;
  drawMenu(wecom && !isGroup(open.chatId) ? world.corp.menu?.button || [] : []);
}

function drawMenu(entries) {
  const bar = byId("app-menu");
  bar.hidden = !entries.length;
  bar.replaceChildren(...entries.map((entry) => {
    const subs = entry.sub_button || [];
    const button = element("button", { type: "button", class: subs.length ? "more" : "" }, entry.name);
    button.addEventListener("click", () => {
      if (!subs.length) return use(entry);
      const place = button.getBoundingClientRect();
      menu(place.left, place.top - 6, subs.map((sub) => [sub.name, () => use(sub)]), true);
    });
    return button;
  }));
}

function use(entry) {
  if (entry.type === "view") window.open(entry.url, "_blank", "noopener");
  attempt(() => post(`people/${open.speaker}/menu`, { entry: entry.key || entry.url || entry.name }));
}

export function memberSwitch(person) {
  return element("button", { type: "button", onclick: () => attempt(async () => {
    const answer = await post(`people/${person.id}/enter`, { wait: 6 });
    toast(answer.answered ? "已进入应用" : "应用没有应答", !answer.answered);
  }) }, "进入应用");
}

export function robotSwitch(group) {
  if (!group.room.key) return "";
  const address = `${location.origin}/wecom/cgi-bin/webhook/send?key=${group.room.key}`;
  return element("button", { type: "button", onclick: () => attempt(async () => {
    await navigator.clipboard?.writeText(address);
    toast(`机器人地址已复制：${address}`);
  }) }, "机器人地址");
}

export const robotNote = (group) => (group.room.key ? "群机器人" : group.room.chatid ? "应用群" : "没有机器人");

export function unreachable(person) {
  const { visible, active } = person.member;
  return visible && active ? "" : "不在应用可见范围内，收不到消息";
}

const field = (label, name, hint, required, more = {}) => element("label", {}, label, element("input", { name, placeholder: hint, required, maxlength: 64, autocomplete: "off", ...more }));

export function newMember(enter) {
  form("新增企业微信成员（虚构）", [
    field("姓名", "name", "例如：林一", true),
    field("账号（userid）", "userid", "例如：linyi", true, { pattern: "[A-Za-z0-9_.@\\-]{1,64}" }),
    field("身份说明", "note", "例如：包抓领导"),
  ], "新增", async (data) => {
    const { id } = await post("wecom/members", Object.fromEntries(data));
    await loadPlaces();
    setTimeout(() => enter(id)); // once the form is closed
  });
}

export function newRoom(enter) {
  const members = [...world.people.values()].filter((person) => person.member).slice(0, 300);
  const choices = element("div", { class: "choices" }, ...members.map((person) => element("label", {},
    element("input", { type: "checkbox", name: "member", value: person.id }), person.note ? `${person.name} · ${person.note}` : person.name)));
  form("新建企业微信群（带机器人）", [field("群名", "title", "例如：重点项目调度群", true), element("label", {}, "成员"), choices], "新建", async (data) => {
    const { id } = await post("wecom/groups", { title: data.get("title"), members: data.getAll("member").map(Number) });
    await loadPlaces();
    setTimeout(() => enter(id)); // once the form is closed
  });
}
