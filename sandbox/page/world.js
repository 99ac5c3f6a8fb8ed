// What the page knows: people, groups, newest messages, what was read. Others ask and subscribe.
import { get } from "/page/net.js";

const READ = "duban-sandbox-read";
const watchers = new Set();
let read = JSON.parse(localStorage.getItem(READ) || "{}");

export const world = { people: new Map(), groups: new Map(), newest: {}, unread: new Map(), bot: { id: 0, name: "督办", username: "" }, corp: { menu: null } };
export const open = { chatId: null, speaker: null };

export const watch = (tell) => watchers.add(tell);
const tellAll = () => watchers.forEach((tell) => tell());

export const isGroup = (chatId) => chatId < 0;
export const placeOf = (chatId) => (isGroup(chatId) ? world.groups : world.people).get(chatId);

export async function loadPlaces() {
  const [people, groups, corp] = await Promise.all([get("people"), get("groups"), get("wecom")]);
  world.corp = corp;
  world.people = new Map(people.map((person) => [person.id, person]));
  world.groups = new Map(groups.map((group) => [group.id, group]));
  tellAll();
}

export async function loadNewest() {
  const summary = await get("chats");
  world.newest = summary.newest;
  world.bot = summary.bot;
  for (const [key, message] of Object.entries(summary.newest)) await countUnread(Number(key), message);
  tellAll();
}

// Counted only where something is new, by asking for what came after the last one read.
async function countUnread(chatId, newest) {
  const seen = read[chatId] || 0;
  if (chatId === open.chatId || newest.message_id <= seen) {
    world.unread.delete(chatId);
    return;
  }
  const known = world.unread.get(chatId);
  if (known && known.upTo === newest.message_id) return;
  const after = await get(`chats/${chatId}/messages?after=${seen}&last=100`);
  const count = after.filter((message) => message.from.is_bot || isGroup(chatId)).length;
  world.unread.set(chatId, { count, upTo: newest.message_id });
}

export function markRead(chatId, messageId) {
  if ((read[chatId] || 0) < messageId) {
    read[chatId] = messageId;
    localStorage.setItem(READ, JSON.stringify(read));
  }
  if (world.unread.delete(chatId)) tellAll();
}

// A fresh world counts from one again: what was read in an older one means nothing.
export function forgetOldWorld() {
  const newest = Object.values(world.newest).reduce((most, message) => Math.max(most, message.message_id), 0);
  if (Object.values(read).some((id) => id > newest)) read = {};
}
