// Small pieces of page. Text is always set as text; markup from the server passes a white list.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const ALLOWED = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE", "TG-SPOILER", "A", "SPAN",
  "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "TBODY", "TR", "TH", "TD", "HR", "DIV", "BR"]);
const CLASSES = new Set(["bot_command", "mention", "url", "info", "comment", "warning", "gray", "normal", "highlight"]);

// Telegram's HTML, and WeCom's markdown as HTML, as nodes: unknown tags fall away, of attributes only safe links and known classes stay.
export function formatted(html) {
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html");
  const out = document.createDocumentFragment();
  copyInto(out, parsed.body);
  return out;
}

function copyInto(target, source) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) target.append(beside(node));
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(target, node);
  }
}

const BLOCKS = new Set(["PRE", "BLOCKQUOTE", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "HR"]);

// A block already starts and ends a line; the line break beside it would show as an empty line.
function beside(node) {
  let text = node.nodeValue;
  if (BLOCKS.has(node.previousSibling?.tagName)) text = text.replace(/^\n/, "");
  if (BLOCKS.has(node.nextSibling?.tagName)) text = text.replace(/\n$/, "");
  return text;
}

function copyElement(target, node) {
  if (!ALLOWED.has(node.tagName)) return copyInto(target, node);
  const made = document.createElement(node.tagName.toLowerCase() === "span" && node.className === "url" ? "a" : node.tagName);
  const address = node.tagName === "A" ? node.getAttribute("href") : node.textContent;
  if (made.tagName === "A" && /^(https?|tg):\/\//i.test(address || "")) linkTo(made, address);
  if (["SPAN", "DIV"].includes(node.tagName) && CLASSES.has(node.className)) made.className = node.className;
  copyInto(made, node);
  target.append(made);
}

function linkTo(made, address) {
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
}

// Puts these nodes into the box in this order and moves as little as possible: a node that is
// taken out while a finger is on it would never get its click.
export function arrange(box, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...box.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (box.children[index] !== node) box.insertBefore(node, box.children[index] || null);
  });
}

// Draws again only what looks different from the last time.
export function keeper() {
  const kept = new Map();
  return (key, facts, draw) => {
    const signature = JSON.stringify(facts);
    const known = kept.get(key);
    if (known?.signature === signature) return known.node;
    const node = draw(known?.node);
    kept.set(key, { signature, node });
    return node;
  };
}

export function face(id, name, group = false, small = false) {
  const initial = [...(name || "?")][0];
  const made = element("div", { class: `face${group ? " group" : ""}${small ? " small" : ""}`, "aria-hidden": "true" }, initial);
  made.style.setProperty("--hue", hue(id));
  return made;
}

export const hue = (id) => (Math.abs(id) * 47) % 360;

export function size(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
