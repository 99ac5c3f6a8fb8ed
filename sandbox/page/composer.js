// Writing: text, commands, files, replies and corrections.
import { get, post, upload } from "/page/net.js";
import { attempt, menu, toast } from "/page/panels.js";
import { element } from "/page/parts.js";
import { isGroup, open, placeOf, watch, world } from "/page/world.js";

const byId = (id) => document.getElementById(id);
let replyTo = null;
let editing = null;

export const focusComposer = () => byId("words").focus({ preventScroll: true });

export function quote(message) {
  editing = null;
  replyTo = message;
  showQuote(message ? `回复 ${message.from.name}：${message.text}` : "");
}

export function startEditing(message) {
  replyTo = null;
  editing = message;
  showQuote(`修改：${message.text}`);
  byId("words").value = message.text;
  grow();
}

function showQuote(words) {
  byId("quoting").hidden = !words;
  byId("quoting").querySelector("p").textContent = words;
  if (words) focusComposer();
}

export function startComposer() {
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); attempt(submit); });
  byId("quoting").querySelector("button").addEventListener("click", () => { byId("words").value = editing ? "" : byId("words").value; quote(null); });
  byId("words").addEventListener("input", grow);
  byId("words").addEventListener("keydown", submitOnEnter);
  byId("words").addEventListener("paste", (event) => sendFiles(event.clipboardData.files));
  byId("commands").addEventListener("click", () => attempt(showCommands));
  byId("attach").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", async () => { await sendFiles(byId("file").files); byId("file").value = ""; });
  byId("speaker").addEventListener("change", () => { open.speaker = Number(byId("speaker").value); byId("room").dispatchEvent(new Event("speaker")); });
  startDropping();
  watch(drawSpeakers);
}

function submitOnEnter(event) {
  // While a Chinese input method is composing, Enter chooses a word.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  byId("composer").requestSubmit();
}

async function submit() {
  const text = byId("words").value.trim();
  if (!text || open.speaker === null) return;
  const chat = { chat_id: open.chatId, text };
  if (editing) await post(`people/${open.speaker}/edit`, { ...chat, message_id: editing.message_id });
  else await post(`people/${open.speaker}/send`, { ...chat, reply_to: replyTo?.message_id });
  byId("words").value = "";
  grow();
  quote(null);
}

function grow() {
  const words = byId("words");
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight, 168)}px`;
}

async function showCommands() {
  const commands = await get(`people/${open.speaker}/commands?chat_id=${open.chatId}`);
  const place = byId("commands").getBoundingClientRect();
  const items = commands.map(({ command, description }) => [`/${command}`, () => attempt(() => post(`people/${open.speaker}/send`, { chat_id: open.chatId, text: `/${command}` })), description]);
  menu(place.left, byId("composer").getBoundingClientRect().top - 8, items, true);
}

async function sendFiles(files) {
  const caption = byId("words").value.trim();
  for (const [index, file] of [...files].entries()) {
    const sent = await attempt(() => upload(open.speaker, file, open.chatId, index ? "" : caption));
    if (!sent) return;
    if (sent.update_id === null && !isGroup(open.chatId)) toast("企业微信不把文档转给应用，只有你看得到");
    if (!index) { byId("words").value = ""; grow(); }
  }
}

function startDropping() {
  const room = byId("room");
  let depth = 0;
  const show = () => room.classList.toggle("dropping", depth > 0);
  room.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; show(); });
  room.addEventListener("dragleave", () => { depth -= 1; show(); });
  room.addEventListener("dragover", (event) => event.preventDefault());
  room.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    show();
    if (event.dataTransfer.files.length) sendFiles(event.dataTransfer.files);
    else toast("请拖入文件");
  });
}

function drawSpeakers() {
  const group = open.chatId !== null && isGroup(open.chatId) ? placeOf(open.chatId) : null;
  byId("speakers").hidden = !group;
  if (!group) return;
  byId("speaker").replaceChildren(...group.members.map((id) => element("option", { value: id, selected: id === open.speaker }, world.people.get(id)?.name || String(id))));
}
