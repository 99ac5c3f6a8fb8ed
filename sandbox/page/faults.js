// The drawer of troubles to make on purpose.
import { get, post } from "/page/net.js";
import { attempt } from "/page/panels.js";
import { element } from "/page/parts.js";

const drawer = () => document.getElementById("faults");
const CALM = { latency_ms: 0, fail_500: 0, drop_after_accept: 0, strict: false, answer_429: { count: 0, retry_after: 1 } };
const CALM_WECOM = { latency_ms: 0, fail_500: 0, drop_after_accept: 0, lose: 0, busy: 0, frequent: 0, crowded: 0, untrusted_ip: false };
const WECOM = "wecom/faults";

export function startFaults() {
  document.getElementById("open-faults").addEventListener("click", async () => {
    drawer().hidden = !drawer().hidden;
    if (!drawer().hidden) await attempt(showFaults);
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") drawer().hidden = true; });
}

export async function showFaults() {
  const [now, limits, wecom, counted] = await Promise.all([get("faults"), get("limits"), get(WECOM), get("wecom/counters")]);
  const troubled = now.latency_ms || now.fail_500 || now.drop_after_accept || now.strict || now.answer_429.count
    || Object.keys(CALM_WECOM).some((name) => wecom[name]);
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
    ...wecomSettings(wecom, counted),
    element("button", { type: "button", class: "wide", onclick: calm }, "全部恢复正常"),
  );
}

function wecomSettings(now, counted) {
  const on = (name, label, note, most, scale = 1) => number(label, note, now[name] * scale, most, (value) => ({ [name]: value / scale }), WECOM);
  const lost = Object.values(counted.members).reduce((sum, member) => sum + member.dropped, 0);
  return [
    element("h3", {}, "企业微信"),
    on("latency_ms", "应答多等（毫秒）", "每次调用先等这么久", 10000),
    on("fail_500", "502 错误（%）", "按此比例拒绝，消息没有发出", 100, 100),
    on("drop_after_accept", "断开不答（%）", "消息已发出，但断开连接、不给回答", 100, 100),
    on("lose", "悄悄丢弃（%）", "回答成功，成员却看不到", 100, 100),
    on("busy", "接下来的 -1（次）", "系统繁忙", 1000),
    on("frequent", "接下来的 45009（次）", "接口调用超过限制", 1000),
    toggle("不可信 IP", "除取令牌外全部答 60020", now.untrusted_ip, (value) => ({ untrusted_ip: value }), WECOM),
    element("button", { type: "button", class: "wide", onclick: () => attempt(() => post("wecom/token", { how: "expire" })) }, "令牌立即过期"),
    element("div", { class: "figures" }, "今天送达 ", element("b", {}, `${counted.today} 人次`), "，因超量悄悄丢弃 ", element("b", {}, `${lost} 条`)),
  ];
}

const change = (body, path = "faults") => attempt(async () => { await post(path, body); await showFaults(); });

const calm = () => attempt(async () => { await post("faults", CALM); await post(WECOM, CALM_WECOM); await showFaults(); });

function number(label, note, value, most, bodyOf, path) {
  const input = element("input", { type: "number", min: 0, max: most, value: Math.round(value), "aria-label": label });
  input.addEventListener("change", () => change(bodyOf(Math.min(most, Math.max(0, Number(input.value) || 0))), path));
  return element("div", { class: "setting" }, element("b", {}, label), element("small", {}, note), input);
}

function toggle(label, note, on, bodyOf = (strict) => ({ strict }), path = undefined) {
  const input = element("input", { type: "checkbox", class: "switch", "aria-label": label, checked: on });
  input.addEventListener("change", () => change(bodyOf(input.checked), path));
  return element("div", { class: "setting" }, element("b", {}, label), element("small", {}, note), input);
}

const figures = (limits) => element("div", { class: "figures" },
  "最忙的一秒 ", element("b", {}, `${limits.worst_window} 条`), "，超速 ", element("b", {}, `${limits.violations} 次`), "，因超速拒绝 ", element("b", {}, `${limits.refused} 次`));
