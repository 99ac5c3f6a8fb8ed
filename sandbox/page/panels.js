// Toasts, dialogs, menus.
import { element } from "/page/parts.js";

const byId = (id) => document.getElementById(id);

export function toast(words, bad = false) {
  const made = element("div", { class: bad ? "toast bad" : "toast" }, words);
  byId("toasts").append(made);
  setTimeout(() => made.remove(), bad ? 5000 : 3200);
}

// Runs what a person asked for and shows why it did not work.
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message || "出错了", true);
    return undefined;
  }
}

function openDialog(className, ...children) {
  const dialog = byId("dialog");
  dialog.className = className;
  dialog.replaceChildren(...children);
  dialog.showModal();
  return dialog;
}

export const closeDialog = () => byId("dialog").close();

export function alertBox(words) {
  openDialog("dialog", element("div", { class: "body" }, words),
    element("div", { class: "ends" }, element("button", { type: "button", class: "main", onclick: closeDialog }, "知道了")));
}

export function lightbox(address, name) {
  openDialog("dialog lightbox", element("img", { src: address, alt: name, onclick: closeDialog }));
}

export function form(title, fields, confirm, done) {
  const made = element("form", { method: "dialog" }, element("h2", {}, title), ...fields,
    element("div", { class: "ends" },
      element("button", { type: "button", onclick: closeDialog }, "取消"),
      element("button", { type: "submit", class: "main" }, confirm)));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    closeDialog();
    attempt(() => done(new FormData(made)));
  });
  openDialog("dialog", made);
}

export function choose(title, items, chosen) {
  const buttons = items.map(([value, label]) => element("button", {
    type: "button", onclick: () => { closeDialog(); chosen(value); },
  }, label));
  openDialog("dialog", element("h2", {}, title), element("div", { class: "choices" }, ...buttons),
    element("div", { class: "ends" }, element("button", { type: "button", onclick: closeDialog }, "取消")));
}

export function menu(x, y, items, above = false) {
  const box = byId("menu");
  const entries = items.length ? items.map(([label, act, note]) => element("button", {
    type: "button", role: "menuitem", onclick: () => { closeMenu(); act(); },
  }, label, note ? element("small", {}, note) : null)) : [element("p", {}, "机器人没有设置命令")];
  box.replaceChildren(...entries);
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(above ? y - height : y, innerHeight - height - 8))}px`;
  box.querySelector("button")?.focus({ preventScroll: true });
}

export const closeMenu = () => { byId("menu").hidden = true; };

addEventListener("pointerdown", (event) => {
  if (!event.target.closest("#menu")) closeMenu();
}, true);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenu();
});
