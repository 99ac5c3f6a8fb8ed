// New people and groups, made at the page.
import { newMember, newRoom } from "/page/app.js";
import { post } from "/page/net.js";
import { form, menu } from "/page/panels.js";
import { element } from "/page/parts.js";
import { loadPlaces, world } from "/page/world.js";

const field = (label, name, hint, required) => element("label", {}, label, element("input", { name, placeholder: hint, required, maxlength: 64, autocomplete: "off" }));

export function startMaking(enter) {
  const add = document.getElementById("add");
  add.addEventListener("click", () => {
    const place = add.getBoundingClientRect();
    menu(place.right - 190, place.bottom + 6, [["新增人员", () => newPerson(enter)], ["新建群", () => newGroup(enter)],
      ["新增企业微信成员", () => newMember(enter)], ["新建企业微信群", () => newRoom(enter)]]);
  });
}

function newPerson(enter) {
  form("新增人员（虚构）", [field("姓名", "name", "例如：林一", true), field("身份说明", "note", "例如：包抓领导")], "新增", async (data) => {
    const { id } = await post("people", { name: data.get("name"), note: data.get("note") });
    await loadPlaces();
    setTimeout(() => enter(id)); // once the form is closed
  });
}

function newGroup(enter) {
  const members = element("div", { class: "choices" }, ...[...world.people.values()].filter((person) => !person.member).slice(0, 300).map((person) => element("label", {},
    element("input", { type: "checkbox", name: "member", value: person.id }), person.note ? `${person.name} · ${person.note}` : person.name)));
  form("新建群", [field("群名", "title", "例如：重点项目调度群", true), element("label", {}, "成员（第一位是群主）"), members], "新建", async (data) => {
    const chosen = data.getAll("member").map(Number);
    const { id } = await post("groups", { title: data.get("title"), members: chosen, bot: chosen.length > 0 });
    await loadPlaces();
    setTimeout(() => enter(id)); // once the form is closed
  });
}
