const KEY = "kariz:undos";
const LASTING_MS = 600_000;
const MOST = 20;

interface Kept {
  url: string;
  at: number;
  who: string;
}

/** Where the person's own changes of the last ten minutes in this tab are taken back; a reload keeps them. */
export const undos = {
  add(url: string): void {
    write([...read().filter((one) => one.url !== url), { url, at: Date.now(), who: who() }]);
  },
  drop(url: string): void {
    write(read().filter((one) => one.url !== url));
  },
  get last(): string | undefined {
    return read().at(-1)?.url;
  },
};

/** What somebody did who was signed in here before is not the next one's to take back. */
function who(): string {
  return document.body.dataset["user"] ?? "";
}

function read(): Kept[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Kept[];
    return kept.filter((one) => one.who === who() && Date.now() - one.at < LASTING_MS);
  } catch {
    return [];
  }
}

function write(kept: Kept[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(kept.slice(-MOST)));
}
