/** Every command of `dhikra`, with its options. What is here stands in docs/cli.md. */
import { Command, InvalidArgumentError, Option } from "commander";
import * as articles from "./articles.mjs";
import { doctor } from "./doctor.mjs";
import { exportSite } from "./export.mjs";
import { importSite } from "./import.mjs";
import * as keys from "./keys.mjs";
import { addMedia, listMedia } from "./media-files.mjs";
import { importObservances } from "./observances.mjs";
import { post } from "./post.mjs";
import { rebuildSearch, search } from "./search.mjs";
import { toolsFor } from "./site.mjs";
import * as settings from "./site-settings.mjs";
import { ownVersion } from "./version.mjs";
import * as webhooks from "./webhooks.mjs";

const LANGS = ["ar", "ckb", "kmr", "en"];
const ENCODINGS = ["utf-8", "utf-16", "windows-1256", "windows-1254"];
const STATUSES = ["published", "draft", "in_review", "scheduled", "retracted", "trashed"];

/** @typedef {import("./site.mjs").Tools} Tools */

/**
 * @param {(exit: number) => void} ended told the exit code of the command that ran.
 * @param {boolean} isJson whether whoever calls it tells what is wrong with the command; else it says so itself, with help.
 * @returns the program; whatever fails in a command is thrown by `parseAsync`.
 */
export function createProgram(ended, isJson) {
  const program = new Command("dhikra").description(
    "Dhikra's command line: a client of its API like any other.",
  );
  program.version(ownVersion(), "-V, --version", "the version of this command line");
  program.exitOverride().showHelpAfterError(true);
  if (isJson) program.configureOutput({ writeErr: () => {} });
  const add = adder(program, ended);
  addPosting(add);
  addArticles(add);
  addPictures(add);
  addSite(add);
  addWebhooks(add);
  return program;
}

/** @typedef {ReturnType<typeof adder>} Add */

/** @param {Command} program @param {(exit: number) => void} ended */
function adder(program, ended) {
  /**
   * @template {unknown[]} Given
   * @param {string} words the command, then what it takes. @param {string} about
   * @param {(tools: Tools, ...given: Given) => Promise<number>} run @param {readonly Option[]} options
   */
  return function add(words, about, run, options = []) {
    const command = childOf(program, words).description(about);
    for (const option of [...options, ...everywhere()]) command.addOption(option);
    command.action(async (...given) => {
      // Commander hands over the arguments, the options and the command itself.
      const taken = /** @type {Given} */ (given.slice(0, -1));
      ended(await run(toolsFor(command.optsWithGlobals()), ...taken));
    });
    return command;
  };
}

/** `token create <name>` stands below `token`. @param {Command} program @param {string} words */
function childOf(program, words) {
  const [, parent, rest] = /^([a-z]+) ([a-z]+.*)$/.exec(words) ?? [];
  if (parent === undefined || rest === undefined) return program.command(words);
  const found = program.commands.find(one => one.name() === parent) ?? program.command(parent);
  return found.command(rest);
}

const everywhere = () => [
  new Option("--url <address>", "the site; else DHIKRA_URL, else http://localhost:8787"),
  new Option("--token <token>", "else DHIKRA_TOKEN, else .dev-token for a local site"),
  new Option("--json", "the result as JSON, one document a line"),
];

const lang = () => new Option("--lang <lang>", "language").choices(LANGS);
const until = () =>
  new Option("--until <instant>", "from when readers see it no more; 'never' takes an end away");
const dryRun = () => new Option("--dry-run", "tells what would be done, and writes nothing");

/** @param {string} text */
function count(text) {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("Give a whole number from 1 on.");
  return Number(text);
}

/** @param {Add} add */
function addPosting(add) {
  add("post <path...>", "posts documents and folders of them", post, [
    lang(),
    new Option("--status <status>", "what they become").choices([
      "draft",
      "in_review",
      "scheduled",
      "published",
    ]),
    new Option("--section <name>", "a section's slug or name"),
    new Option("--tags <names>", "parted by commas"),
    new Option("--authors <names>", "the byline, parted by commas"),
    new Option("--published-on <date>", "a local date, over the one in the text"),
    until(),
    new Option("--translation-of <id>", "the article that this one translates"),
    new Option("--encoding <encoding>", "what the texts are in, if not UTF-8").choices(ENCODINGS),
    new Option("--names-encoding <encoding>", "what names in a ZIP are in, if not UTF-8").choices(
      ENCODINGS.filter(encoding => encoding !== "utf-16"),
    ),
    dryRun(),
    new Option("--parallel <count>", "how many at once").default(4).argParser(count),
    new Option(
      "--journal <file>",
      "where it is kept what was posted; .dhikra-journal.ndjson beside the files",
    ),
  ]);
}

/** @param {Add} add */
function addArticles(add) {
  add("get <article>", "shows an article: its id, its address or its short link", articles.get);
  add("list", "lists articles, newest first", articles.list, [
    lang(),
    new Option("--status <status>").choices(STATUSES).default("published"),
    new Option("--limit <count>", "how many at most").default(20).argParser(count),
  ]);
  add("publish <article>", "publishes a draft, or again what was retracted", articles.publish, [
    until(),
    new Option("--now", "at once, also what waits for its hour"),
  ]);
  add("schedule <article> <instant>", "publishes it at an instant with its offset", articles.schedule, [
    until(),
  ]);
  add("retract <article>", "takes it away from readers", articles.retract, [
    new Option("--note <sentence>", "what readers are told who come for it"),
    new Option("--legal", "a law demands it: 451 in place of 410"),
  ]);
}

/** @param {Add} add */
function addPictures(add) {
  add("media add <file...>", "sends pictures, recordings and PDFs", addMedia, [
    lang(),
    new Option("--alt <text>", "what a picture says to those who do not see it"),
    new Option("--caption <text>", "what stands below it"),
    new Option("--credit <text>", "who made it"),
  ]);
  add("media list", "lists media, newest first", listMedia);
}

/** @param {Add} add */
function addSite(add) {
  add("token create <name>", "makes a token", keys.createToken, [
    new Option("--scopes <scope...>", "what it may").makeOptionMandatory(),
    new Option("--expires <instant>", "when it ends"),
  ]);
  add("token list", "lists tokens", keys.listTokens);
  add("token revoke <id>", "ends a token, from the next request on", keys.revokeToken);
  add("sections", "lists the sections", settings.listSections);
  add("settings get [name]", "shows the settings, or one", settings.getSettings);
  add("settings set <change...>", "changes settings, each name=value", settings.setSettings);
  add(
    "observances import <pack>",
    "brings in a pack of days that return, all of them off",
    importObservances,
    [dryRun()],
  );
  add("search <words>", "finds articles", search, [
    lang(),
    new Option("--limit <count>", "how many at most, up to 20").default(10).argParser(count),
  ]);
  add("search rebuild", "brings the search index up to now", rebuildSearch, [
    new Option("--from-nothing", "empties it first"),
  ]);
  add("export <folder>", "writes the whole site into a new folder", exportSite);
  add("import <folder>", "brings what export wrote into an empty site", importSite);
  add("doctor", "says what is wrong with a site, and what to do", doctor);
}

/** @param {Add} add */
function addWebhooks(add) {
  add("webhook create <address>", "has an address told of what happens", webhooks.createWebhook, [
    new Option("--events <event...>", "what it is told of; all, if none are named"),
  ]);
  add("webhook list", "lists webhooks", webhooks.listWebhooks);
  add("webhook test <id>", "sends one message at once, and says what came back", webhooks.testWebhook);
  add("webhook deliveries <id>", "lists what it was told, newest first", webhooks.listDeliveries, [
    new Option("--limit <count>", "how many at most, up to 100").default(20).argParser(count),
  ]);
  add("webhook pause <id>", "tells it nothing until it is resumed", webhooks.pauseWebhook);
  add("webhook resume <id>", "tells it again what happens from now on", webhooks.resumeWebhook);
  add("webhook secret <id>", "makes another secret; the one before holds for a day", webhooks.renewSecret);
  add("webhook remove <id>", "removes it, with what it was still to be told", webhooks.removeWebhook);
}
