// The sandbox clock, shown in Beijing time, and the buttons that move it.
import { get, post } from "/page/net.js";
import { attempt, toast } from "/page/panels.js";

const ZONE = "Asia/Shanghai";
const DAY = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "long", day: "numeric", weekday: "short" });
const LONG_DAY = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, year: "numeric", month: "long", day: "numeric", weekday: "short" });
const TIME = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
let offset = 0;

export const now = () => new Date(Date.now() + offset);
export const timeOf = (seconds) => TIME.format(new Date(seconds * 1000));
export const dayOf = (seconds) => DAY.format(new Date(seconds * 1000));

export function shortTime(seconds) {
  return dayOf(seconds) === DAY.format(now()) ? timeOf(seconds) : dayOf(seconds).replace(/\D*周.*$/, "").replace("月", "/").replace("日", "");
}

export function setClock(iso) {
  offset = new Date(iso).getTime() - Date.now();
  draw();
}

function draw() {
  document.getElementById("clock-day").textContent = (innerWidth > 900 ? LONG_DAY : DAY).format(now());
  document.getElementById("clock-time").textContent = TIME.format(now());
}

async function move(body) {
  const bar = document.querySelector(".clockbar");
  const buttons = bar.querySelectorAll(".moves button:not(.icon)");
  bar.classList.add("moving");
  buttons.forEach((button) => { button.disabled = true; });
  const answer = await attempt(() => post("clock", body));
  buttons.forEach((button) => { button.disabled = false; });
  bar.classList.remove("moving");
  if (!answer) return;
  setClock(answer.now);
  toast(`现在是 ${LONG_DAY.format(now())} ${TIME.format(now())}`);
}

export async function startClock() {
  const answer = await get("clock");
  setClock(answer.now);
  document.getElementById("to-deadline").hidden = !answer.can_find_deadline && innerWidth <= 760;
  document.querySelectorAll("[data-forward]").forEach((button) => {
    button.addEventListener("click", () => move({ forward_seconds: Number(button.dataset.forward) }));
  });
  document.getElementById("to-deadline").addEventListener("click", () => move({ to: "next_deadline" }));
  setInterval(draw, 1000);
}
