// Requests to the control API. A refusal becomes an Error whose message a person can read.

async function answerOf(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `请求失败（${response.status}）`);
  return answer;
}

export const get = async (path) => answerOf(await fetch(`/sandbox/${path}`));

export const post = async (path, body = {}) => answerOf(await fetch(`/sandbox/${path}`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
}));

export async function upload(person, file, chatId, caption) {
  const form = new FormData();
  const picture = ["image/png", "image/jpeg", "image/gif"].includes(file.type);
  form.append("file", file, file.name);
  form.append("chat_id", chatId);
  if (caption) form.append("caption", caption);
  const path = `/sandbox/people/${person}/${picture ? "photo" : "upload"}`;
  return answerOf(await fetch(path, { method: "POST", body: form }));
}

// One connection for the whole page; the browser reconnects by itself.
export function listen(handlers) {
  const source = new EventSource("/sandbox/events");
  for (const [kind, handle] of Object.entries(handlers)) {
    source.addEventListener(kind, (event) => handle(JSON.parse(event.data || "{}")));
  }
}
