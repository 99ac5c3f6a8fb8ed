// The right side: one open chat, kept up to date.
import { drawService, memberSwitch, robotNote, robotSwitch, unreachable } from "/page/app.js";
import { bubbleOf } from "/page/bubble.js";
import { focusComposer, quote, startEditing } from "/page/composer.js";
import { preview } from "/page/list.js";
import { get, post } from "/page/net.js";
import { alertBox, attempt, choose, menu, toast } from "/page/panels.js";
import { arrange, element, face, keeper } from "/page/parts.js";
import { dayOf } from "/page/time.js";
import { isGroup, markRead, open, placeOf, watch, world } from "/page/world.js";

const FIRST = 200;
const ANSWER_SECONDS = 20;
const shown = new Map();
let kept = keeper();
const byId = (id) => document.getElementById(id);

export function startRoom() {
  byId("back").addEventListener("click", () => { if (history.state?.chat) history.back(); else leave(); });
  byId("to-end").addEventListener("click", toEnd);
  byId("messages").addEventListener("scroll", () => { byId("to-end").hidden = nearEnd(240); });
  byId("pinned").addEventListener("click", () => jump(Number(byId("pinned").dataset.id)));
  addEventListener("popstate", (event) => (event.state?.chat ? enter(event.state.chat, false) : leave()));
  watch(drawHead);
}

export function leave() {
  open.chatId = null;
  document.body.dataset.view = "list";
  byId("room").hidden = true;
  byId("empty").hidden = false;
}

export async function enter(chatId, remember = true) {
  if (!placeOf(chatId)) return;
  if (remember && innerWidth <= 760) history.pushState({ chat: chatId }, "");
  open.chatId = chatId;
  open.speaker = isGroup(chatId) ? placeOf(chatId).members[0] ?? null : chatId;
  document.body.dataset.view = "chat";
  byId("empty").hidden = true;
  byId("room").hidden = false;
  quote(null);
  shown.clear();
  kept = keeper();
  byId("messages").replaceChildren();
  drawService();
  await redraw();
  if (matchMedia("(hover: hover)").matches) focusComposer();
}

export async function redraw() {
  const chatId = open.chatId;
  const messages = await get(`chats/${chatId}/messages?last=${FIRST}`);
  if (chatId !== open.chatId) return;
  const end = shown.size === 0 || nearEnd(160);
  shown.clear();
  for (const message of messages) shown.set(message.message_id, message);
  drawAll();
  drawHead();
  if (end) toEnd();
}

// New messages are asked for once for many events, so a broadcast does not drown the page.
let asking = null;
export function arrived() {
  asking ??= setTimeout(async () => {
    asking = null;
    if (open.chatId === null) return;
    const chatId = open.chatId;
    const after = Math.max(0, ...shown.keys());
    const messages = await get(`chats/${chatId}/messages?after=${after}`);
    if (chatId !== open.chatId) return;
    const stay = !nearEnd(160) && !messages.some((message) => message.from.id === open.speaker);
    for (const message of messages) shown.set(message.message_id, message);
    drawAll();
    if (!stay) toEnd();
  }, 40);
}

export async function changed(chatId, messageId) {
  if (chatId !== open.chatId || !shown.has(messageId)) return;
  shown.set(messageId, await get(`chats/${chatId}/messages/${messageId}`));
  const end = nearEnd(160);
  drawAll();
  if (end) toEnd();
}

export function removed(chatId, messageId) {
  if (chatId === open.chatId && shown.delete(messageId)) drawAll();
}

function drawAll() {
  const box = byId("messages");
  const nodes = [];
  let day = "";
  let before = null;
  for (const message of shown.values()) {
    if (dayOf(message.date) !== day) nodes.push(dayLine(day = dayOf(message.date)));
    const node = kept(message.message_id, [message, open.speaker, shown.get(message.reply_to)?.text], () => bubbleOf(message, acts()));
    const follows = before !== null && before.dataset.from === node.dataset.from;
    node.classList.toggle("next", !follows);
    if (follows) before.classList.remove("last-of");
    node.classList.add("last-of");
    before = node;
    nodes.push(node);
  }
  arrange(box, nodes);
  drawPinned();
  if (open.chatId !== null) markRead(open.chatId, Math.max(0, ...shown.keys()));
}

const dayLine = (day) => kept(`day ${day}`, day, () => element("div", { class: "day" }, day));

function drawPinned() {
  const pinned = [...shown.values()].filter((message) => message.pinned).at(-1);
  byId("pinned").hidden = !pinned;
  if (!pinned) return;
  byId("pinned").dataset.id = pinned.message_id;
  byId("pinned").textContent = preview(pinned);
}

function acts() {
  return {
    me: open.speaker,
    inGroup: isGroup(open.chatId),
    find: (id) => shown.get(id),
    press,
    cardMenu,
    menu: messageMenu,
    command: (text) => attempt(() => post(`people/${open.speaker}/send`, { chat_id: open.chatId, text })),
    follow,
    jump,
  };
}

async function press(message, button, key, selected) {
  key.classList.add("busy");
  key.disabled = true;
  const answer = await attempt(() => post(`people/${open.speaker}/press`, {
    chat_id: open.chatId, message_id: message.message_id, data: button.data, label: button.text, wait: ANSWER_SECONDS, selected,
  }));
  key.classList.remove("busy");
  key.disabled = false;
  if (!answer) return;
  if (!answer.answered) toast("机器人没有应答", true);
  else if (answer.alert) alertBox(answer.text);
  else if (answer.text) toast(answer.text);
}

async function cardMenu(message, entry) {
  await attempt(() => post(`people/${open.speaker}/card_menu`, { message_id: message.message_id, entry }));
}

// A link to the bot with a start code is an invitation: somebody in this world opens it.
function follow(event, address) {
  const code = /^https?:\/\/(?:t\.me|telegram\.me)\/([A-Za-z0-9_]+)\?start=([A-Za-z0-9_-]{1,64})$/.exec(address)
    || /^tg:\/\/resolve\?domain=([A-Za-z0-9_]+)&start=([A-Za-z0-9_-]{1,64})$/.exec(address);
  if (!code || code[1].toLowerCase() !== world.bot.username.toLowerCase()) {
    if (!event.target.closest("a")) window.open(address, "_blank", "noopener");
    return;
  }
  event.preventDefault();
  const people = [...world.people.values()].map((person) => [person.id, person.note ? `${person.name} · ${person.note}` : person.name]);
  choose("谁来打开这个邀请？", people, (person) => attempt(async () => {
    await post(`people/${person}/send`, { text: `/start ${code[2]}` });
    await enter(person);
  }));
}

function messageMenu(message, x, y) {
  const wecom = byId("room").dataset.service === "wecom"; // no replies to a message and no corrections there
  const items = [...(wecom ? [] : [["回复", () => quote(message)]]), ["复制文字", () => navigator.clipboard?.writeText(message.text)]];
  if (!wecom && message.from.id === open.speaker) items.unshift(["修改", () => startEditing(message)]);
  menu(x, y, items);
}

function jump(id) {
  const node = byId("messages").querySelector(`[data-id="${id}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.classList.add("lit");
  setTimeout(() => node.classList.remove("lit"), 1700);
}

const nearEnd = (distance) => {
  const box = byId("messages");
  return box.scrollHeight - box.scrollTop - box.clientHeight < distance;
};

function toEnd() {
  const box = byId("messages");
  box.scrollTop = box.scrollHeight;
  byId("to-end").hidden = true;
}

function drawHead() {
  const place = open.chatId === null ? null : placeOf(open.chatId);
  if (!place) return;
  const group = isGroup(open.chatId);
  const name = group ? place.title : place.name;
  byId("room-face").replaceChildren(face(open.chatId, name, group));
  byId("room-title").textContent = name;
  byId("room-note").textContent = group ? groupNote(place) : [place.note, place.member ? `企业微信 · ${place.member.userid}` : `与${world.bot.name}的对话`].filter(Boolean).join(" · ");
  byId("room-actions").replaceChildren(actionOf(place, group));
  drawNotice(place, group);
}

function actionOf(place, group) {
  if (group) return place.room ? robotSwitch(place) : groupSwitch(place);
  return place.member ? memberSwitch(place) : blockSwitch(place);
}

function groupNote(group) {
  const names = group.members.slice(0, 4).map((id) => world.people.get(id)?.name || id).join("、");
  const kind = group.room ? `企业微信 · ${robotNote(group)} · ` : "";
  return `${kind}${group.members.length} 人：${names}${group.members.length > 4 ? " 等" : ""}`;
}

const say = (path, body) => () => attempt(() => post(path, body));

function groupSwitch(group) {
  const inside = group.bot === "member";
  return element("button", {
    type: "button", class: inside ? "danger" : "", onclick: say(`groups/${group.id}/${inside ? "remove_bot" : "add_bot"}`, { by: open.speaker }),
  }, inside ? "移出机器人" : "加入机器人");
}

function blockSwitch(person) {
  if (!person.started) return "";
  return element("button", {
    type: "button", class: person.blocked ? "" : "danger", onclick: say(`people/${person.id}/${person.blocked ? "unblock" : "block"}`),
  }, person.blocked ? "恢复" : "停用");
}

function drawNotice(place, group) {
  const notice = byId("notice");
  if (place.member) {
    notice.hidden = !unreachable(place);
    notice.replaceChildren(unreachable(place));
    return;
  }
  notice.hidden = group || (place.started && !place.blocked);
  if (notice.hidden) return;
  const start = element("button", { type: "button", onclick: say(`people/${place.id}/send`, { text: "/start" }) }, place.blocked ? "重新开始" : "开始");
  notice.replaceChildren(place.blocked ? "已停用机器人，收不到它的消息" : "还没有开始对话", start);
}
