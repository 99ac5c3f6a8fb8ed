// Template cards and the other cards of WeCom, as its client draws them.
import { menu } from "/page/panels.js";
import { element, formatted } from "/page/parts.js";

// acts: {press(message, button, key, selected), cardMenu(message, entry), follow(event, url)}
export function cardOf(message, acts) {
  const { msgtype, content } = message.wecom;
  if (msgtype === "template_card") return templateCard(message, content, acts);
  if (msgtype === "textcard") return textCard(content, acts);
  if (msgtype === "news") return newsCard(content, acts);
  return null;
}

function templateCard(message, card, acts) {
  const box = element("div", { class: "wecard", "data-kind": card.card_type });
  const tall = (card.vertical_content_list || []).map((row) => element("div", { class: "tall" }, element("b", {}, row.title), element("span", {}, row.desc || "")));
  const parts = [head(message, card, acts), picture(card.card_image), titles(card.main_title), emphasis(card.emphasis_content), aside(card.image_text_area, acts), quote(card.quote_area, acts),
    card.sub_title_text ? element("p", { class: "sub" }, card.sub_title_text) : null,
    ...tall, rows(card, acts), ...questions(message, card), jumps(card, acts), ends(message, card, box, acts)];
  box.append(...parts.filter(Boolean));
  if (card.card_action?.url) {
    box.classList.add("leads");
    box.addEventListener("click", (event) => { if (!event.target.closest("button, select, label, a")) acts.follow(event, card.card_action.url); });
  }
  return box;
}

const COLOURS = ["grey", "black", "red", "green"];

function head(message, card, acts) {
  const actions = card.action_menu?.action_list || [];
  if (!card.source?.desc && !actions.length) return null;
  const more = element("button", { type: "button", class: "icon more", "aria-label": card.action_menu?.desc || "更多" }, "···");
  more.addEventListener("click", () => {
    const place = more.getBoundingClientRect();
    menu(place.right - 190, place.bottom, actions.map((action) => [action.text, () => acts.cardMenu(message, action.key)]));
  });
  return element("div", { class: "source" }, element("i", { class: "seal-small", "aria-hidden": "true" }, "督"),
    element("span", { "data-colour": COLOURS[card.source?.desc_color] || "grey" }, card.source?.desc || ""), actions.length ? more : null);
}

const titles = (title) => (title?.title || title?.desc ? element("div", { class: "titles" },
  title.title ? element("h3", {}, title.title) : null, title.desc ? element("p", {}, title.desc) : null) : null);

const emphasis = (big) => (big?.title ? element("div", { class: "emphasis" }, element("b", {}, big.title), element("span", {}, big.desc || "")) : null);

// Pictures of other machines are not fetched: the sandbox shows where one would stand.
const picture = (image) => (image?.url ? element("div", { class: "picture", style: `aspect-ratio:${Number(image.aspect_ratio) || 1.3}` }, "图片") : null);

const aside = (area, acts) => (area ? linked({ class: "aside", type: area.type, url: area.url }, acts, element("i", {}, "图"), element("b", {}, area.title || ""), element("span", {}, area.desc || "")) : null);

const quote = (area, acts) => (area?.quote_text || area?.title ? linked({ class: "quoted", type: area.type, url: area.url }, acts, element("b", {}, area.title || ""), element("span", {}, area.quote_text || "")) : null);

function linked({ class: name, type, url }, acts, ...children) {
  const box = element(type === 1 ? "a" : "div", { class: name, href: type === 1 ? safe(url) : null }, ...children);
  if (type === 1) box.addEventListener("click", (event) => { event.preventDefault(); acts.follow(event, url); });
  return box;
}

const safe = (url) => (/^https?:\/\//i.test(url || "") ? url : "#");

function rows(card, acts) {
  const list = card.horizontal_content_list || [];
  if (!list.length) return null;
  return element("dl", {}, ...list.flatMap((row) => [element("dt", {}, row.keyname),
    element("dd", {}, row.type ? linked({ type: row.type, url: row.url, class: "value" }, acts, row.value || row.userid || "") : row.value || "")]));
}

function jumps(card, acts) {
  const list = card.jump_list || [];
  return list.length ? element("div", { class: "jumps" }, ...list.map((jump) => linked({ class: "jump", type: jump.type, url: jump.url }, acts, jump.title))) : null;
}

function questions(message, card) {
  const dead = message.wecom.greyed !== null;
  const chosen = message.wecom.chosen;
  const asked = [];
  if (card.checkbox) asked.push(ticks(card.checkbox, chosen[card.checkbox.question_key], dead || card.checkbox.disable, message.message_id));
  for (const question of [card.button_selection, ...(card.select_list || [])].filter(Boolean)) {
    asked.push(dropDown(question, chosen[question.question_key], dead || question.disable));
  }
  return asked;
}

function ticks(question, chosen, dead, id) {
  const type = question.mode === 1 ? "checkbox" : "radio";
  return element("div", { class: "ticks" }, ...question.option_list.map((option) => element("label", {},
    element("input", {
      type, name: `q-${id}-${question.question_key}`, "data-question": question.question_key, value: option.id, disabled: Boolean(dead),
      checked: chosen ? chosen.includes(option.id) : Boolean(option.is_checked),
    }), element("span", {}, option.text))));
}

function dropDown(question, chosen, dead) {
  const wanted = chosen?.[0] ?? question.selected_id ?? question.option_list[0].id;
  const select = element("select", { "data-question": question.question_key, "aria-label": question.title || "请选择", disabled: Boolean(dead) },
    ...question.option_list.map((option) => element("option", { value: option.id, selected: option.id === wanted }, option.text)));
  return element("label", { class: "drop-down" }, element("span", {}, question.title || ""), select);
}

function selectedIn(box) {
  const selected = {};
  for (const input of box.querySelectorAll("[data-question]")) {
    const list = selected[input.dataset.question] ??= [];
    if (input.tagName === "SELECT" || input.checked) list.push(input.value);
  }
  return selected;
}

function ends(message, card, box, acts) {
  const { greyed } = message.wecom;
  if (greyed !== null) return element("div", { class: "wekeys" }, element("button", { type: "button", class: "wekey", disabled: true }, greyed || "已处理"));
  if (!message.buttons.length) return null;
  const short = message.buttons.every(([button]) => [...button.text].length <= 6);
  return element("div", { class: short && message.buttons.length > 1 ? "wekeys two" : "wekeys" }, ...message.buttons.map(([button]) => {
    const key = element("button", { type: "button", class: "wekey", "data-style": button.style || 1 }, button.text);
    key.addEventListener("click", (event) => (button.url ? acts.follow(event, button.url) : acts.press(message, button, key, selectedIn(box))));
    return key;
  }));
}

function textCard(card, acts) {
  const box = element("div", { class: "wecard leads" }, element("div", { class: "titles" }, element("h3", {}, card.title)),
    element("div", { class: "sub" }, formatted(card.description)), element("div", { class: "jumps" }, element("div", { class: "jump" }, card.btntxt || "详情")));
  box.addEventListener("click", (event) => acts.follow(event, card.url));
  return box;
}

function newsCard(news, acts) {
  return element("div", { class: "wecard" }, ...news.articles.map((article) => linked({ class: "article", type: 1, url: article.url }, acts,
    element("b", {}, article.title), element("span", {}, article.description || ""))));
}
