// Puts the page together and keeps it in step with the server.
import { startApp } from "/page/app.js";
import { startComposer } from "/page/composer.js";
import { showFaults, startFaults } from "/page/faults.js";
import { startList } from "/page/list.js";
import { startMaking } from "/page/making.js";
import { listen } from "/page/net.js";
import { attempt } from "/page/panels.js";
import { arrived, changed, enter, redraw, removed, startRoom } from "/page/room.js";
import { setClock, startClock } from "/page/time.js";
import { forgetOldWorld, loadNewest, loadPlaces, open } from "/page/world.js";

// Many events in a row cause one refresh of the list.
function later(work, pause) {
  let timer = null;
  return () => { timer ??= setTimeout(() => { timer = null; attempt(work); }, pause); };
}

const refreshList = later(loadNewest, 250);
const refreshPlaces = later(loadPlaces, 60);
const everything = later(async () => {
  await loadPlaces();
  await loadNewest();
  if (open.chatId !== null) await redraw();
}, 50);

function startListening() {
  listen({
    // Anything may have happened between the first look, or a lost connection, and now.
    hello: everything,
    message: ({ chat_id: chatId }) => { if (chatId === open.chatId) arrived(); refreshList(); },
    edit: ({ chat_id: chatId, message_id: id }) => { attempt(() => changed(chatId, id)); refreshList(); },
    delete: ({ chat_id: chatId, message_id: id }) => { removed(chatId, id); refreshList(); },
    people: refreshPlaces,
    clock: ({ now }) => { if (now) setClock(now); },
    faults: () => attempt(showFaults),
    reload: everything,
  });
}

async function start() {
  startList(enter);
  startRoom();
  startComposer();
  startApp();
  startMaking(enter);
  startFaults();
  document.getElementById("room").addEventListener("speaker", () => attempt(redraw));
  await startClock();
  await loadPlaces();
  await loadNewest();
  forgetOldWorld();
  await showFaults();
  startListening();
}

attempt(start);
