// SPDX-License-Identifier: MIT
// Walks folders of Thunderbird, and asks the host about each mail that may be a bounce. No document, no words.

const pageLength = 30; // mails; Thunderbird takes a breath after each page
const inFlight = 4; // mails that are read or with the host at the same time
const mostFailures = 5; // of the host in a row: then it is not the mails
const bounces = new Set(["failure", "delay", "held"]);
// Kinds of HostError: the host is there no more; the mail is at fault.
const hopeless = new Set(["missing", "old"]);
const ofTheMail = new Set([undefined, "refused"]);

/** How many mails there are to look at. */
async function countOf(api, folders) {
  const infos = await Promise.all(folders.map(({ id }) => api.folders.getFolderInfo(id).catch(() => null)));
  return infos.reduce((sum, info) => sum + (info?.totalMessageCount ?? 0), 0);
}

/**
 * Thunderbird knows the mails of a folder from its first opening on. One that seems empty is opened, and waited for until no more mails
 * come.
 */
async function openOnce(api, folder, isStopped, wait) {
  const [tab] = await api.tabs.query({ type: "mail" });
  if (!tab) return;
  // It opens the folder, and then may fail to tell how that one is sorted, since it is not read yet (Thunderbird 153).
  await api.mailTabs.update(tab.id, { displayedFolderId: folder.id }).catch(() => {});
  let last;
  for (let still = 0, tries = 0; still < (last ? 6 : 20) && tries < 480 && !isStopped(); tries++) {
    await wait(250);
    // While Thunderbird reads a local folder for the first time, it tells nothing of it.
    const count = (await api.folders.getFolderInfo(folder.id).catch(() => null))?.totalMessageCount;
    still = count !== undefined && count === last ? still + 1 : 0;
    last = count;
  }
}

/** The headers of all mails, a page at a time. An account brings its folders with it. */
async function* pagesOf(api, folders, isStopped, wait) {
  const seen = new Set(); // a mail may stand in a folder and in a search over it
  for (const folder of folders) {
    const whole = folder.isRoot === true || folder.path === "/";
    const list = () => api.messages.query({ folderId: folder.id, includeSubFolders: whole, messagesPerPage: pageLength, autoPaginationTimeout: 0 });
    let page = await list();
    if (!whole && !page.messages.length) {
      await openOnce(api, folder, isStopped, wait);
      page = await list();
    }
    for (;;) {
      yield page.messages.filter(({ id }) => !seen.has(id) && seen.add(id));
      if (!page.id) break;
      if (isStopped()) {
        await api.messages.abortList(page.id);
        break;
      }
      page = await api.messages.continueList(page.id);
    }
    if (isStopped()) return;
  }
}

/** Runs what it is given, at most `most` at the same time; `add` is done when there is room for the next. */
function lanes(most) {
  const running = new Set();
  return {
    async add(work) {
      const one = work().finally(() => running.delete(one));
      running.add(one);
      if (running.size >= most) await Promise.race(running);
    },
    all: () => Promise.all(running),
  };
}

/**
 * @param {object} api messenger
 * @param {object[]} folders MailFolder
 * @param {(headers: {from: string, subject: string}) => boolean} mayBounce
 * @param {(id: number) => Promise<object>} explain a mail's answer, by its id; rejects with a HostError, or with another Error where the mail cannot be read
 * @param {{isStopped: () => boolean, tell: (progress: {folder: string, done: number, total: number, bounces: number}) => void, now?: () => Date, wait?: (milliseconds: number) => Promise<void>}} watch
 * @returns {Promise<{lines: object[], summary: object, fault: Error | null}>} what was found, also when it went wrong on the way
 */
export async function scanFolders(api, folders, mayBounce, explain, { isStopped, tell, now = () => new Date(), wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)) }) {
  const began = now();
  let total = await countOf(api, folders);
  const lines = [];
  const byKind = {};
  let done = 0;
  let unreadable = 0;
  let failures = 0;
  let fault = null;
  const over = () => isStopped() || fault !== null;

  /** One mail that the host cannot take must not end the scan; a host that is not there does. */
  async function answerTo(id) {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await explain(id);
        failures = 0;
        return answer;
      } catch (error) {
        if (ofTheMail.has(error.kind)) return null;
        // All that were with the host fail with it, and each is asked about once more.
        if (hopeless.has(error.kind) || ++failures > mostFailures * inFlight) fault ??= error;
        if (fault || attempt > 0) return null;
      }
    }
  }

  async function judge(header) {
    const answer = await answerTo(header.id);
    if (fault) return;
    if (!answer || answer.error) {
      unreadable++;
      return;
    }
    byKind[answer.kind] = (byKind[answer.kind] ?? 0) + 1;
    if (!bounces.has(answer.kind)) return;
    lines.push({ type: "bounce", folder: header.folder?.name ?? "", size: header.size, received_at: header.date.toISOString(), answer, id: header.id, message_id: header.headerMessageId });
  }

  const work = lanes(inFlight);
  try {
    for await (const page of pagesOf(api, folders, over, wait)) {
      if (done === 0) total = Math.max(total, await countOf(api, folders)); // it was opened just now
      for (const header of page) {
        if (over()) break;
        if (mayBounce({ from: header.author, subject: header.subject })) await work.add(() => judge(header));
        if (!over()) done++;
      }
      tell({ folder: page[0]?.folder?.name ?? folders[0]?.name ?? "", done, total: Math.max(total, done), bounces: lines.length });
    }
  } catch (error) {
    fault ??= error; // the folder has gone, or Thunderbird has lost its list
  }
  await work.all();
  const summary = { type: "summary", sources: folders.map(({ name }) => name), began: began.toISOString(), ended: now().toISOString(), cancelled: isStopped(), mails: done, bounces: lines.length, unreadable, by_kind: byKind, faults: [] };
  return { lines, summary, fault };
}
