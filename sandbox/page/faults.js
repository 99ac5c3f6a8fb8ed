// The drawer of troubles to make on purpose.
import { get, post } from "/page/net.js";
import { attempt } from "/page/panels.js";
import { element } from "/page/parts.js";

const drawer = () => document.getElementById("faults");
const CALM = { latency_ms: 0, fail_500: 0, drop_after_accept: 0, strict: false, answer_429: { count: 0, retry_after: 1 } };

export function startFaults() {
  document.getElementById("open-faults").addEventListener("click", async () => {
    drawer().hidden = !drawer().hidden;
    if (!drawer().hidden) await attempt(showFaults);
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") drawer().hidden = true; });
}

export async function showFaults() {
  const [now, limits] = await Promise.all([get("faults"), get("limits")]);
  const troubled = now.latency_ms || now.fail_500 || now.drop_after_accept || now.strict || now.answer_429.count;
  document.getElementById("open-faults").classList.toggle("on", Boolean(troubled));
  if (drawer().hidden) return;
  const close = element("button", { type: "button", class: "icon", "aria-label": "关闭", onclick: () => { drawer().hidden = true; } }, "✕");
  drawer().replaceChildren(
    element("header", {}, element("h2", {}, "故障设置"), close),
    element("p", {}, "故意制造麻烦，看机器人怎样应对。立即生效。"),
    number("延迟（毫秒）", "每次调用先等这么久", now.latency_ms, 10000, (value) => ({ latency_ms: value })),
    number("500 错误（%）", "按此比例拒绝，消息没有发出", now.fail_500 * 100, 100, (value) => ({ fail_500: value / 100 })),
    number("收下不回（%）", "消息已发出，但断开连接、不给回答", now.drop_after_accept * 100, 100, (value) => ({ drop_after_accept: value / 100 })),
    toggle("严格限速", `全部 ${now.per_second} 条/秒，群 ${now.group_per_minute} 条/分，超过即 429`, now.strict),
    number("接下来的 429（次）", "接下来若干次调用答“太快了，3 秒后再来”", now.answer_429.count, 1000, (value) => ({ answer_429: { count: value, retry_after: 3 } })),
    figures(limits),
    element("button", { type: "button", class: "wide", onclick: () => change(CALM) }, "全部恢复正常"),
  );
}

const change = (body) => attempt(async () => { await post("faults", body); await showFaults(); });

function number(label, note, value, most, bodyOf) {
  const input = element("input", { type: "number", min: 0, max: most, value: Math.round(value), "aria-label": label });
  input.addEventListener("change", () => change(bodyOf(Math.min(most, Math.max(0, Number(input.value) || 0)))));
  return element("div", { class: "setting" }, element("b", {}, label), element("small", {}, note), input);
}

function toggle(label, note, on) {
  const input = element("input", { type: "checkbox", class: "switch", "aria-label": label, checked: on });
  input.addEventListener("change", () => change({ strict: input.checked }));
  return element("div", { class: "setting" }, element("b", {}, label), element("small", {}, note), input);
}

const figures = (limits) => element("div", { class: "figures" },
  "最忙的一秒 ", element("b", {}, `${limits.worst_window} 条`), "，超速 ", element("b", {}, `${limits.violations} 次`), "，因超速拒绝 ", element("b", {}, `${limits.refused} 次`));
