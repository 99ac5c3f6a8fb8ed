// One message as it looks in the chat.
import { cardOf } from "/page/card.js";
import { preview } from "/page/list.js";
import { lightbox } from "/page/panels.js";
import { element, face, formatted, hue, size } from "/page/parts.js";
import { timeOf } from "/page/time.js";

const HOLD_MS = 480;

// acts: {me, inGroup, find(id), press(message, button, key), menu(message, x, y), command(text), follow(event, url), jump(id)}
export function bubbleOf(message, acts) {
  if (message.notice) return element("div", { class: "service", "data-id": message.message_id }, message.notice);
  const mine = message.from.id === acts.me;
  const box = element("div", { class: "bubble" });
  if (!mine && acts.inGroup) box.append(nameOf(message));
  if (message.reply_to) box.append(quoteOf(acts.find(message.reply_to), message.reply_to, acts));
  addContent(box, message, acts);
  const column = element("div", { class: "column" }, box);
  if (message.reaction) box.append(element("div", {}, element("span", { class: "reaction" }, message.reaction)));
  if (message.buttons.length && !message.wecom) column.append(keysOf(message, acts));
  const whole = element("div", { class: `said${mine ? " mine" : ""}${acts.inGroup ? " in-group" : ""}`, "data-id": message.message_id, "data-from": message.from.id });
  if (!mine) whole.append(face(message.from.id, message.from.is_bot ? "督" : message.from.name, false, true));
  whole.append(column);
  listenForMenu(box, message, acts);
  return whole;
}

function nameOf(message) {
  const name = element("div", { class: "name" }, message.from.name);
  name.style.setProperty("--hue", hue(message.from.id));
  return name;
}

function quoteOf(original, id, acts) {
  return element("button", { type: "button", class: "quote", onclick: () => acts.jump(id) },
    element("b", {}, original ? original.from.name : "回复"), original ? preview(original).slice(0, 80) : "原消息不在");
}

function addContent(box, message, acts) {
  const card = message.wecom && cardOf(message, acts);
  if (card) {
    box.classList.add("card-box");
    box.append(card, metaOf(message));
    return;
  }
  if (message.photo) addPhoto(box, message.photo);
  if (message.document) box.append(documentOf(message.document));
  if (message.voice) box.append(element("audio", { controls: true, src: message.voice.url }));
  if (message.video) box.append(element("video", { controls: true, class: "photo", src: message.video.url }));
  if (!message.text) {
    box.append(metaOf(message));
    return;
  }
  // The time stands at the end of the last line if there is room.
  const words = element("div", { class: "words" }, formatted(message.html), metaOf(message));
  words.addEventListener("click", (event) => clicked(event, acts));
  box.append(words);
}

function addPhoto(box, photo) {
  box.classList.add("photo-box");
  const image = element("img", { class: "photo", src: photo.url, alt: photo.name || "图片", width: photo.width, height: photo.height });
  image.addEventListener("click", () => lightbox(photo.url, photo.name));
  box.append(image);
}

function documentOf(file) {
  const ending = (/\.([a-z0-9]{1,4})$/i.exec(file.name) || ["", "文件"])[1];
  return element("a", { class: "document", href: file.url, download: file.name },
    element("i", {}, ending), element("b", {}, file.name), element("span", {}, `${size(file.size)} · 点击下载`));
}

function clicked(event, acts) {
  const target = event.target;
  if (target.closest("tg-spoiler")) target.closest("tg-spoiler").classList.add("open");
  if (target.closest(".bot_command")) acts.command(target.textContent);
  const link = target.closest("a");
  if (link) acts.follow(event, link.href);
}

const metaOf = (message) => element("span", { class: "meta" },
  [message.wecom?.cut ? "超长已截断" : "", message.pinned ? "已置顶" : "", message.edited_at && !message.wecom ? "已编辑" : "", timeOf(message.date)].filter(Boolean).join(" "));

function keysOf(message, acts) {
  return element("div", { class: "keys" }, ...message.buttons.map((row) => element("div", {}, ...row.map((button) => {
    const key = element("button", { type: "button", class: button.url ? "key link" : "key", "data-style": button.style }, button.text);
    key.addEventListener("click", (event) => (button.url ? acts.follow(event, button.url) : acts.press(message, button, key)));
    return key;
  }))));
}

function listenForMenu(box, message, acts) {
  let timer = 0;
  box.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a")) return;
    event.preventDefault();
    acts.menu(message, event.clientX, event.clientY);
  });
  box.addEventListener("touchstart", (event) => {
    const { clientX, clientY } = event.touches[0];
    timer = setTimeout(() => acts.menu(message, clientX, clientY), HOLD_MS);
  }, { passive: true });
  for (const kind of ["touchend", "touchmove", "touchcancel"]) box.addEventListener(kind, () => clearTimeout(timer), { passive: true });
}
