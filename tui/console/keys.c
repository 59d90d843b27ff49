/*
 * The tables of keys and requests.
 */
#include "tui/console/keys.h"

#include <assert.h>
#include <string.h>

#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/typed.h"

enum {
	BAR = KEY_BAR,
	ALONE = KEY_ALONE,
	OF = KEY_MESSAGE,
	MAY = KEY_MAY,
	ROW = KEY_ROW,
	GOES = KEY_GOES
};

/* What the release screen is for, before and after the message is fired. */
#define OF_RELEASE                                                             \
	"release.arm release.fire release.disarm release.halt release.set"

/*
 * One letter means one thing on every screen where letters are keys: whoever is
 * tired types what the screen before has taught. `Enter` opens, `n` begins a new
 * one of what the list holds, `e` writes, `K` checks; all else has a letter of its
 * own (tests/tui/test_keys).
 */
static const struct key_row keys[] = {
	{ IN_BOARD, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_BOARD, 'n', REQ_OPEN, BAR, "incident.open" },
	{ IN_BOARD, 'l', REQ_LEDGER, BAR, NULL },
	{ IN_BOARD, 'c', REQ_CLAIMS, 0, NULL },
	{ IN_BOARD, 'v', REQ_REVIEW, 0, NULL },
	{ IN_BOARD, 'Z', REQ_CONFIRM_TIME, 0, "clock.confirm" },
	{ IN_BOARD, 'M', REQ_PROVE_KEY, 0, "officer.prove" },
	{ IN_BOARD, '2', REQ_PROPOSALS, 0, NULL },
	{ IN_BOARD, 'J', REQ_PARTNERS, 0, NULL },
	{ IN_BOARD, '3', REQ_HEALTH, 0, NULL },

	{ IN_OPEN, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },

	{ IN_WALK, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_WALK, 'e', REQ_COMPOSE, BAR | OF, "message.revise" },
	{ IN_WALK, 'v', REQ_REVIEW, BAR | OF, NULL },
	{ IN_WALK, 'r', REQ_RELEASE, BAR | OF | GOES, OF_RELEASE },
	{ IN_WALK, 'd', REQ_DELIVERIES, BAR | OF, NULL },
	{ IN_WALK, 'y', REQ_REPLAY, 0, NULL },
	{ IN_WALK, 'c', REQ_CLAIMS, 0, NULL },
	{ IN_WALK, 'W', REQ_WITHDRAW, ALONE | OF, "message.correct" },
	{ IN_WALK, 'E', REQ_CORRECT, ALONE | OF, "message.correct" },
	{ IN_WALK, 'l', REQ_LEDGER, 0, NULL },
	{ IN_WALK, 'u', REQ_KEEP, BAR, "message.keep" },
	{ IN_WALK, 'F', REQ_FIGURES, 0, NULL },
	{ IN_WALK, 'o', REQ_LINES, 0, NULL },
	{ IN_WALK, 'D', REQ_STEP_DONE, 0, "step.done clock.done" },
	{ IN_WALK, 'I', REQ_LEARN, 0, "incident.learn" },
	{ IN_WALK, 'C', REQ_CLOSE_INCIDENT, ALONE, "incident.close" },
	{ IN_WALK, 'H', REQ_HALT, ALONE | OF, "release.halt" },

	{ IN_COMPOSE, K_TAB, REQ_NEXT_FIELD, BAR, NULL },
	{ IN_COMPOSE, K_CTRL('S'), REQ_SAVE, BAR, "message.revise" },
	{ IN_COMPOSE, K_CTRL('T'), REQ_SUBMIT, BAR, "message.submit" },
	{ IN_COMPOSE, K_CTRL('B'), REQ_FINDING, BAR, NULL },
	{ IN_COMPOSE, K_CTRL('N'), REQ_NEXT_ACCOUNT, BAR, NULL },
	{ IN_COMPOSE, K_CTRL('O'), REQ_PREV_ACCOUNT, 0, NULL },
	{ IN_COMPOSE, K_CTRL('F'), REQ_BY_HAND, BAR, "message.revise" },
	{ IN_COMPOSE, K_CTRL('G'), REQ_NOW, 0, "message.revise" },
	{ IN_COMPOSE, K_CTRL('R'), REQ_VERIFIED, 0, "message.revise" },
	{ IN_COMPOSE, K_CTRL('X'), REQ_DROP_DRAFT, 0, "draft.drop" },
	{ IN_COMPOSE, K_F1 + 1, REQ_REPOST, 0, "message.repost" },
	{ IN_COMPOSE, K_F1 + 2, REQ_DRAFTS, 0, NULL },
	{ IN_COMPOSE, K_F1 + 4, REQ_AFFIRM_ALL, 0, NULL },

	/* what comes next stands first: who may sign need not pass a gate */
	{ IN_REVIEW, 'A', REQ_APPROVE, BAR | ALONE,
		"approve message.supplement" },
	{ IN_REVIEW, 'p', REQ_PASS, BAR | ALONE, "review" },
	{ IN_REVIEW, 'B', REQ_RETURN, BAR | ALONE, "review.return" },
	{ IN_REVIEW, 'r', REQ_RELEASE, BAR | GOES, OF_RELEASE },
	{ IN_REVIEW, K_TAB, REQ_NEXT_PAGE, BAR, NULL },
	{ IN_REVIEW, 'w', REQ_EXPLAIN, 0, "message.explain" },
	{ IN_REVIEW, 'z', REQ_SUSPEND, 0, NULL },
	{ IN_REVIEW, 'h', REQ_CONCUR, 0, NULL },
	{ IN_REVIEW, 'O', REQ_OUTSIDE, 0, "outside.note" },
	{ IN_REVIEW, 'e', REQ_COMPOSE, 0, "message.revise" },
	{ IN_REVIEW, K_F1 + 1, REQ_REPOST, 0, NULL },

	{ IN_RELEASE, 'a', REQ_ARM, BAR | ALONE, "release.arm" },
	{ IN_RELEASE, 'f', REQ_FIRE, BAR | ALONE, "release.fire" },
	{ IN_RELEASE, 'U', REQ_DISARM, BAR | ALONE, "release.disarm" },
	{ IN_RELEASE, 'H', REQ_HALT, BAR | ALONE, "release.halt" },
	{ IN_RELEASE, 'S', REQ_SET, MAY | ALONE, "release.set" },
	{ IN_RELEASE, K_ENTER, REQ_DELIVERIES, BAR, NULL },
	{ IN_RELEASE, 'T', REQ_APPOINT, ALONE, "release.arm" },
	{ IN_RELEASE, 'W', REQ_WITHDRAW, ALONE, "message.correct" },
	{ IN_RELEASE, 'E', REQ_CORRECT, ALONE, "message.correct" },
	{ IN_RELEASE, 'v', REQ_REVIEW, 0, NULL },

	{ IN_DELIVERIES, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_DELIVERIES, 't', REQ_TEXT, BAR | ROW, NULL },
	{ IN_DELIVERIES, 'P', REQ_PROOF, BAR | ALONE | ROW, "delivery.proof" },
	{ IN_DELIVERIES, 's', REQ_SETTLE, BAR | ALONE | ROW,
		"delivery.settle" },
	{ IN_DELIVERIES, 'R', REQ_RETRY, BAR | ALONE | ROW, "delivery.retry" },
	{ IN_DELIVERIES, 'x', REQ_SKIP, BAR | ALONE | ROW, "delivery.skip" },
	{ IN_DELIVERIES, 'H', REQ_HALT, BAR | ALONE, "release.halt" },
	{ IN_DELIVERIES, 'W', REQ_WITHDRAW, BAR | ALONE, "message.correct" },
	{ IN_DELIVERIES, 'E', REQ_CORRECT, ALONE, "message.correct" },

	{ IN_CLAIMS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_CLAIMS, 'n', REQ_CLAIM_ADD, BAR, "claim.add" },
	{ IN_CLAIMS, 'i', REQ_EVIDENCE, BAR | ROW, "claim.evidence" },
	{ IN_CLAIMS, 'V', REQ_VERDICT, BAR | ROW, "claim.verdict" },
	{ IN_CLAIMS, 'e', REQ_ANSWER, BAR | ROW, "claim.answer" },
	{ IN_CLAIMS, 'm', REQ_CHANGE, BAR | ROW, "claim.change" },
	{ IN_CLAIMS, 'K', REQ_CHECK, ROW, NULL },

	{ IN_HEALTH, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	/* no act: the form that it opens would send one back to this key */
	{ IN_HEALTH, 'm', REQ_CHANGE, BAR | ROW, NULL },
	{ IN_HEALTH, 'e', REQ_ALARM, BAR | ROW, NULL },
	{ IN_HEALTH, '4', REQ_STOLEN, BAR | ROW, NULL },
	{ IN_HEALTH, '5', REQ_SUSPEND_ACCOUNT, BAR | ROW, NULL },

	{ IN_LEDGER, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_LEDGER, 'K', REQ_VERIFY, BAR, NULL },

	{ IN_REPLAY, K_RIGHT, REQ_RIGHT, BAR, NULL },
	{ IN_REPLAY, K_LEFT, REQ_LEFT, BAR, NULL },
	{ IN_REPLAY, K_HOME, REQ_HOME, BAR, NULL },
	{ IN_REPLAY, K_END, REQ_END, BAR, NULL },

	{ IN_FIGURES, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_FIGURES, K_RIGHT, REQ_COLUMN_ON, BAR, NULL },
	{ IN_FIGURES, K_LEFT, REQ_COLUMN_BACK, BAR, NULL },

	{ IN_LINES, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_LINES, 'n', REQ_LINE, BAR, "lines.set" },
	{ IN_LINES, 'Y', REQ_CONFIRM, BAR | ROW, "lines.confirm" },
	{ IN_LINES, 'O', REQ_OUTSIDE, BAR, "outside.note" },

	{ IN_PROPOSALS, 'Y', REQ_CONFIRM, BAR | ALONE | ROW, NULL },
	{ IN_PROPOSALS, 'N', REQ_DECLINE, BAR | ALONE | ROW, NULL },

	{ IN_PARTNERS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_PARTNERS, 'n', REQ_PARTNER_ADD, BAR, "partner.add" },
	{ IN_PARTNERS, 'Y', REQ_CONFIRM, BAR | ALONE | ROW, "partner.confirm" },
	{ IN_PARTNERS, 'N', REQ_DECLINE, ALONE | ROW, "partner.confirm" },
	{ IN_PARTNERS, 'm', REQ_CHANGE, BAR | ROW, "partner.change" },
	{ IN_PARTNERS, 'X', REQ_PARTNER_STOP, BAR | ALONE | ROW,
		"partner.stop" },
	{ IN_PARTNERS, 'Q', REQ_OWN_CARD, BAR, NULL },

	{ IN_ACT, K_ENTER, REQ_CHOOSE, BAR, NULL },

	{ IN_DIALOG, K_TAB, REQ_NEXT_FIELD, BAR, NULL },
	{ IN_DIALOG, K_CTRL('S'), REQ_SAVE, BAR, NULL },
	{ IN_DIALOG, K_ESC, REQ_BACK, BAR, NULL },
	{ IN_DIALOG, ' ', REQ_TAKE, 0, NULL },

	{ IN_PALETTE, K_ENTER, REQ_CHOOSE, BAR | ALONE, NULL },
	{ IN_PALETTE, K_ESC, REQ_BACK, 0, NULL },

	{ IN_READING, '?', REQ_HELP, BAR, NULL },
	{ IN_READING, ':', REQ_PALETTE, BAR, NULL },
	{ IN_READING, '/', REQ_FILTER, 0, NULL },
	{ IN_READING, 'L', REQ_LANGUAGE, BAR, NULL },
	{ IN_READING, 'q', REQ_BACK, BAR, NULL },
	{ IN_READING, 'b', REQ_BOARD, 0, NULL },
	{ IN_READING, 'k', REQ_UP, 0, NULL },
	{ IN_READING, 'j', REQ_DOWN, 0, NULL },
	{ IN_READING, 'g', REQ_HOME, 0, NULL },
	{ IN_READING, 'G', REQ_END, 0, NULL },
	{ IN_READING, ' ', REQ_PAGE_DOWN, 0, NULL },

	{ IN_TYPING, K_ENTER, REQ_EDIT_NEWLINE, 0, NULL },
	{ IN_TYPING, K_BACKSPACE, REQ_EDIT_BACKSPACE, 0, NULL },
	{ IN_TYPING, K_CTRL('H'), REQ_EDIT_BACKSPACE, 0, NULL },
	{ IN_TYPING, K_DELETE, REQ_EDIT_DELETE, 0, NULL },
	{ IN_TYPING, K_CTRL('D'), REQ_EDIT_DELETE, 0, NULL },
	{ IN_TYPING, K_CTRL('W'), REQ_EDIT_WORD_BACK, 0, NULL },
	{ IN_TYPING, K_CTRL('K'), REQ_EDIT_KILL, 0, NULL },
	{ IN_TYPING, K_CTRL('U'), REQ_EDIT_KILL_BACK, 0, NULL },
	{ IN_TYPING, K_CTRL('A'), REQ_EDIT_START, 0, NULL },
	{ IN_TYPING, K_CTRL('E'), REQ_EDIT_FINISH, 0, NULL },
	{ IN_TYPING, K_CTRL('Z'), REQ_EDIT_UNDO, 0, NULL },
	{ IN_TYPING, K_CTRL('Y'), REQ_EDIT_REDO, 0, NULL },

	{ IN_TYPING, K_WORD_LEFT, REQ_EDIT_WORD_LEFT, 0, NULL },
	{ IN_TYPING, K_WORD_RIGHT, REQ_EDIT_WORD_RIGHT, 0, NULL },
	{ IN_TYPING, K_SENTENCE_LEFT, REQ_EDIT_SENTENCE_LEFT, 0, NULL },
	{ IN_TYPING, K_SENTENCE_RIGHT, REQ_EDIT_SENTENCE_RIGHT, 0, NULL },
	{ IN_TYPING, K_SHIFT_LEFT, REQ_EDIT_SELECT_LEFT, 0, NULL },
	{ IN_TYPING, K_SHIFT_RIGHT, REQ_EDIT_SELECT_RIGHT, 0, NULL },
	{ IN_TYPING, K_SHIFT_UP, REQ_EDIT_SELECT_UP, 0, NULL },
	{ IN_TYPING, K_SHIFT_DOWN, REQ_EDIT_SELECT_DOWN, 0, NULL },
	{ IN_TYPING, K_SHIFT_HOME, REQ_EDIT_SELECT_START, 0, NULL },
	{ IN_TYPING, K_SHIFT_END, REQ_EDIT_SELECT_FINISH, 0, NULL },
	{ IN_TYPING, K_SHIFT_WORD_LEFT, REQ_EDIT_SELECT_WORD_LEFT, 0, NULL },
	{ IN_TYPING, K_SHIFT_WORD_RIGHT, REQ_EDIT_SELECT_WORD_RIGHT, 0, NULL },
	{ IN_TYPING, K_F1 + 5, REQ_EDIT_MARK, 0, NULL },
	{ IN_TYPING, K_F1 + 6, REQ_EDIT_COPY, 0, NULL },
	{ IN_TYPING, K_F1 + 7, REQ_EDIT_CUT, 0, NULL },
	{ IN_TYPING, K_CTRL('V'), REQ_EDIT_PASTE, 0, NULL },
	{ IN_TYPING, K_F1 + 8, REQ_EDIT_FIND, 0, NULL },

	{ IN_ANY, K_F1, REQ_HELP, 0, NULL },
	{ IN_ANY, K_CTRL('P'), REQ_PALETTE, 0, NULL },
	{ IN_ANY, K_CTRL('L'), REQ_REDRAW, 0, NULL },
	{ IN_ANY, K_UP, REQ_UP, 0, NULL },
	{ IN_ANY, K_DOWN, REQ_DOWN, 0, NULL },
	{ IN_ANY, K_LEFT, REQ_LEFT, 0, NULL },
	{ IN_ANY, K_RIGHT, REQ_RIGHT, 0, NULL },
	{ IN_ANY, K_PAGE_UP, REQ_PAGE_UP, 0, NULL },
	{ IN_ANY, K_PAGE_DOWN, REQ_PAGE_DOWN, 0, NULL },
	{ IN_ANY, K_HOME, REQ_HOME, 0, NULL },
	{ IN_ANY, K_END, REQ_END, 0, NULL },
	{ IN_ANY, K_TAB, REQ_NEXT_FIELD, 0, NULL },
	{ IN_ANY, K_BACK_TAB, REQ_PREV_FIELD, 0, NULL },
	{ IN_ANY, K_ENTER, REQ_CHOOSE, 0, NULL },
	{ IN_ANY, K_ESC, REQ_BACK, 0, NULL },
	{ IN_ANY, K_CTRL('C'), REQ_BACK, 0, NULL },
};
enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

static const struct request_row requests[] = {
	[REQ_NONE] = { "", "", "" },
	[REQ_UP] = { "up", N_("Up"), N_("one row up") },
	[REQ_DOWN] = { "down", N_("Down"), N_("one row down") },
	[REQ_LEFT] = { "left", N_("Earlier"), N_("one step back") },
	[REQ_RIGHT] = { "right", N_("Later"), N_("one step on") },
	[REQ_PAGE_UP] = { "page-up", N_("Page up"), N_("one screen up") },
	[REQ_PAGE_DOWN] = { "page-down", N_("Page down"),
		N_("one screen down") },
	[REQ_HOME] = { "home", N_("First"), N_("to the beginning") },
	[REQ_END] = { "end", N_("Last"), N_("to the end") },
	[REQ_NEXT_FIELD] = { "next-field", N_("Next field"),
		N_("to the next field or list") },
	[REQ_PREV_FIELD] = { "prev-field", N_("Field before"),
		N_("to the field or list before") },
	[REQ_CHOOSE] = { "choose", N_("Open"),
		N_("open or do what the cursor is on") },
	[REQ_BACK] = { "back", N_("Back"),
		N_("leave this view; what was typed is kept") },
	[REQ_HELP] = { "help", N_("Help"), N_("what every key does here") },
	[REQ_PALETTE] = { "commands", N_("Commands"),
		N_("find a command or a place by its name") },
	[REQ_FILTER] = { "filter", N_("Look for"),
		N_("see only what holds what you type; Chinese by initials "
		   "too") },
	[REQ_LANGUAGE] = { "language", N_("中文"),
		N_("Chinese or English, at once") },
	[REQ_REDRAW] = { "redraw", N_("Redraw"), N_("paint the screen again") },
	[REQ_RELOAD] = { "reload", N_("Reload"), N_("ask the station again") },
	[REQ_QUIT] = { "quit", N_("Leave"), N_("leave the console") },
	[REQ_BOARD] = { "board", N_("Board"), N_("to the board") },
	[REQ_OPEN] = { "open", N_("New incident"),
		N_("open an incident from a playbook") },
	[REQ_WALK] = { "walk", N_("Walk"), N_("walk the incident's playbook") },
	[REQ_COMPOSE] = { "compose", N_("Write"), N_("write this message") },
	[REQ_REVIEW] = { "review", N_("Review"), N_("review this message") },
	[REQ_RELEASE] = { "release", N_("Release"), N_("arm, fire or halt") },
	[REQ_DELIVERIES] = { "deliveries", N_("See deliveries"),
		N_("what became of it at every account") },
	[REQ_LEDGER] = { "ledger", N_("Ledger"),
		N_("the entries, newest last") },
	[REQ_REPLAY] = { "replay", N_("Replay"),
		N_("step through the incident as it was") },
	[REQ_FIGURES] = { "figures", N_("Figures"),
		N_("every figure over all bulletins") },
	[REQ_COLUMN_ON] = { "column-on", N_("Next column"),
		N_("one figure on, where not all have room") },
	[REQ_COLUMN_BACK] = { "column-back", N_("Column before"),
		N_("one figure back") },
	[REQ_LINES] = { "lines", N_("Lines"),
		N_("lines to take: what all texts agree with") },
	[REQ_PROPOSALS] = { "proposals", N_("Second person"),
		N_("roles and libraries that wait for a second person") },
	[REQ_PARTNERS] = { "partners", N_("Partners"),
		N_("units that this station speaks with, and our own card") },
	[REQ_PARTNER_ADD] = { "add-partner", N_("New partner"),
		N_("propose a partner: from its card, or by hand a unit "
		   "without a station") },
	[REQ_PARTNER_STOP] = { "stop-partner", N_("Stop"),
		N_("take nothing of it any more, from now on") },
	[REQ_OWN_CARD] = { "own-card", N_("Our card"),
		N_("our own card, and what is read to who rings") },
	[REQ_HEALTH] = { "accounts", N_("Accounts"),
		N_("accounts, how well each is and why") },
	[REQ_STOLEN] = { "stolen", N_("Stolen"),
		N_("open the playbook for a stolen account") },
	[REQ_SUSPEND_ACCOUNT] = { "suspend-account", N_("Suspend"),
		N_("nothing goes to the account until it is taken up again") },
	[REQ_ALARM] = { "explain-alarm", N_("Explain"),
		N_("say what an alarm about the account was") },
	[REQ_CLAIMS] = { "claims", N_("Claims"),
		N_("what is said that may be false, and its answers") },
	[REQ_EDIT_NEWLINE] = { "newline", N_("New line"), N_("a new line") },
	[REQ_EDIT_BACKSPACE] = { "backspace", N_("Backspace"),
		N_("delete the character before the cursor") },
	[REQ_EDIT_DELETE] = { "delete", N_("Delete"),
		N_("delete the character under the cursor") },
	[REQ_EDIT_WORD_BACK] = { "delete-word", N_("Delete word"),
		N_("delete the word before the cursor") },
	[REQ_EDIT_KILL] = { "delete-to-end", N_("Delete to end"),
		N_("delete to the end of the line") },
	[REQ_EDIT_KILL_BACK] = { "delete-to-start", N_("Delete to start"),
		N_("delete to the start of the line") },
	[REQ_EDIT_START] = { "line-start", N_("Line start"),
		N_("to the start of the line") },
	[REQ_EDIT_FINISH] = { "line-end", N_("Line end"),
		N_("to the end of the line") },
	[REQ_EDIT_WORD_LEFT] = { "word-left", N_("Word left"),
		N_("to the word or clause before") },
	[REQ_EDIT_WORD_RIGHT] = { "word-right", N_("Word right"),
		N_("to the next word or clause") },
	[REQ_EDIT_SENTENCE_LEFT] = { "sentence-left", N_("Sentence before"),
		N_("to the beginning of the sentence, or the one before") },
	[REQ_EDIT_SENTENCE_RIGHT] = { "sentence-right", N_("Next sentence"),
		N_("to the next sentence") },
	[REQ_EDIT_SELECT_LEFT] = { "select-left", N_("Select left"),
		N_("select the character before") },
	[REQ_EDIT_SELECT_RIGHT] = { "select-right", N_("Select right"),
		N_("select the character under the cursor") },
	[REQ_EDIT_SELECT_UP] = { "select-up", N_("Select up"),
		N_("select up to the row above") },
	[REQ_EDIT_SELECT_DOWN] = { "select-down", N_("Select down"),
		N_("select down to the row below") },
	[REQ_EDIT_SELECT_START] = { "select-start", N_("Select to start"),
		N_("select to the start of the line") },
	[REQ_EDIT_SELECT_FINISH] = { "select-end", N_("Select to end"),
		N_("select to the end of the line") },
	[REQ_EDIT_SELECT_WORD_LEFT] = { "select-word-left",
		N_("Select word left"), N_("select the word before") },
	[REQ_EDIT_SELECT_WORD_RIGHT] = { "select-word-right",
		N_("Select word right"), N_("select to the next word") },
	[REQ_EDIT_MARK] = { "mark", N_("Mark"),
		N_("select from here on, with any key that moves") },
	[REQ_EDIT_COPY] = { "copy", N_("Copy"),
		N_("copy what is selected, also to your own clipboard") },
	[REQ_EDIT_CUT] = { "cut", N_("Cut"),
		N_("copy what is selected and take it out") },
	[REQ_EDIT_PASTE] = { "paste", N_("Paste"),
		N_("put in what was copied or cut here") },
	[REQ_EDIT_FIND] = { "find", N_("Find"),
		N_("find words in the fields, on from the cursor") },
	[REQ_EDIT_UNDO] = { "undo", N_("Undo"), N_("undo the last change") },
	[REQ_EDIT_REDO] = { "redo", N_("Redo"), N_("do it again after all") },
	[REQ_SAVE] = { "save", N_("Save"), N_("save as a revision, or send") },
	[REQ_SUBMIT] = { "submit", N_("Submit"),
		N_("fit to every account and submit for review") },
	[REQ_NEXT_ACCOUNT] = { "next-account", N_("Account"),
		N_("preview of the next account") },
	[REQ_PREV_ACCOUNT] = { "prev-account", N_("Account before"),
		N_("preview of the account before") },
	[REQ_BY_HAND] = { "by-hand", N_("By hand"),
		N_("write this account's variant by hand") },
	[REQ_VERIFIED] = { "verified", N_("Verified"),
		N_("what was carried over or is a default is so; a figure is "
		   "verified, or not") },
	[REQ_NOW] = { "now", N_("Now"), N_("put the present time in") },
	[REQ_DROP_DRAFT] = { "drop-draft", N_("Drop draft"),
		N_("forget what was typed since the last revision") },
	[REQ_AFFIRM_ALL] = { "affirm-all", N_("All as told"),
		N_("what was carried over from the bulletin before is so") },
	[REQ_DRAFTS] = { "drafts", N_("Other drafts"),
		N_("what is typed here in another console, beside yours") },
	[REQ_FINDING] = { "finding", N_("Finding"),
		N_("go to the next finding") },
	[REQ_REPOST] = { "repost", N_("Repost"),
		N_("begin the repost of what is another organ's to announce") },
	[REQ_PASS] = { "pass", N_("Pass"), N_("pass a gate") },
	[REQ_RETURN] = { "return", N_("Return"),
		N_("return the message with a reason") },
	[REQ_APPROVE] = { "approve", N_("Approve"),
		N_("approve the manifest's digest") },
	[REQ_EXPLAIN] = { "explain", N_("Write a reason"),
		N_("give the reason that a rule asks for") },
	[REQ_SUSPEND] = { "suspend", N_("Suspend a rule"),
		N_("propose to suspend a rule for this message, or confirm "
		   "it") },
	[REQ_CONCUR] = { "concur", N_("Other units"),
		N_("note that another unit is asked to agree, or its answer") },
	[REQ_NEXT_PAGE] = { "next-page", N_("Next page"),
		N_("text, gates, changes, accounts in turn") },
	[REQ_ARM] = { "arm", N_("Arm"), N_("prepare every account") },
	[REQ_APPOINT] = { "appoint", N_("Time"),
		N_("appoint a time at which it goes out by itself") },
	[REQ_SET] = { "set", N_("Set time"),
		N_("set the time that another has appointed; asks for a word "
		   "and a code") },
	[REQ_DISARM] = { "disarm", N_("Disarm"),
		N_("take an armed release back") },
	[REQ_FIRE] = { "fire", N_("Fire"),
		N_("release to every account; asks for a word and a code") },
	[REQ_HALT] = { "halt", N_("HALT"),
		N_("stop everything not yet sending, at once") },
	[REQ_WITHDRAW] = { "withdraw", N_("WITHDRAW"),
		N_("take it back at every account that shows it") },
	[REQ_CORRECT] = { "correct", N_("Correct"),
		N_("put it right at every account that shows it") },
	[REQ_TEXT] = { "text", N_("Text"),
		N_("show and copy what goes to this account") },
	[REQ_PROOF] = { "proof", N_("Proof"),
		N_("address, or read-back by a second person") },
	[REQ_SETTLE] = { "settle", N_("Settle"),
		N_("say what was seen of one that is unknown or differs") },
	[REQ_RETRY] = { "retry", N_("Retry"),
		N_("try again what is provably not published") },
	[REQ_SKIP] = { "skip", N_("Skip"), N_("leave it out, with a reason") },
	[REQ_CLAIM_ADD] = { "claim", N_("New claim"),
		N_("register what is said; tells whether it was said before") },
	[REQ_CHANGE] = { "change", N_("Change"),
		N_("of a claim priority, owner, reach; of a partner telephone, "
		   "rank, exchange; of an account its register") },
	[REQ_CHECK] = { "check", N_("Checked"),
		N_("note what has been checked: source, place, time, "
		   "original") },
	[REQ_EVIDENCE] = { "evidence", N_("Evidence"),
		N_("add a file by its digest, or an address") },
	[REQ_VERDICT] = { "verdict", N_("Verdict"),
		N_("say what checking found, and by whom") },
	[REQ_ANSWER] = { "answer", N_("Answer"),
		N_("begin the rebuttal of this claim") },
	[REQ_CLOSE_INCIDENT] = { "close-incident", N_("Close incident"),
		N_("close the incident") },
	[REQ_KEEP] = { "keep", N_("No change"),
		N_("begin the update that says 'no change' and keeps a "
		   "promise") },
	[REQ_STEP_DONE] = { "done", N_("Done"),
		N_("say that the step or the report under the cursor, which "
		   "is no message, is done") },
	[REQ_CONFIRM_TIME] = { "time", N_("Confirm the time"),
		N_("say what time it is, where the station's clock is behind "
		   "its own ledger") },
	[REQ_PROVE_KEY] = { "prove", N_("Prove my key"),
		N_("sign with an SSH key that was brought in for you, so that "
		   "it counts from now on") },
	[REQ_LEARN] = { "learn", N_("Became known"),
		N_("a time, level or topic that became known since; or "
		   "confirm it") },
	[REQ_LINE] = { "line", N_("Propose"),
		N_("propose a line, or a change of this one") },
	[REQ_CONFIRM] = { "confirm", N_("Confirm"),
		N_("confirm what another person proposed") },
	[REQ_DECLINE] = { "decline", N_("Decline"),
		N_("it is not to be as another person proposed") },
	[REQ_TAKE] = { "take", N_("Take"),
		N_("of several, take this one or leave it out") },
	[REQ_OUTSIDE] = { "outside", N_("Others' word"),
		N_("note what another organ has published on the same "
		   "matter") },
	[REQ_VERIFY] = { "verify", N_("Verify"), N_("check the whole chain") },
};
_Static_assert(sizeof(requests) / sizeof(requests[0]) == REQ_COUNT, "one each");

const struct request_row *
request_row(enum request request)
{
	assert((unsigned)request < REQ_COUNT);
	return &requests[request];
}

const struct key_row *
keys_table(size_t *count)
{
	*count = KEYS;
	return keys;
}

static bool
is_letter(int key)
{
	return key >= 0x20 && key < K_UP && key != K_BACKSPACE;
}

static const struct key_row *
keys_find_in(enum context context, bool typing, int key)
{
	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].context == context && keys[i].key == key &&
			!(typing && is_letter(key)))
			return &keys[i];
	return NULL;
}

/* Where letters are keys, those of an input method are too. */
const struct key_row *
keys_row(enum context context, bool typing, int key)
{
	const struct key_row *row;

	if (!typing && key < K_UP)
		key = (int)typed_narrow((uint32_t)key);
	row = keys_find_in(context, typing, key);

	if (row == NULL)
		row = keys_find_in(
			typing ? IN_TYPING : IN_READING, typing, key);
	if (row == NULL)
		row = keys_find_in(IN_ANY, typing, key);
	return row;
}

bool
keys_is_alone(enum request request)
{
	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].request == request && (keys[i].flags & ALONE) &&
			keys[i].context != IN_PALETTE)
			return true;
	return false;
}

enum request
keys_find(enum context context, bool typing, int key)
{
	const struct key_row *row = keys_row(context, typing, key);

	return row ? row->request : REQ_NONE;
}

int
keys_of(enum context context, enum request request)
{
	static const enum context more[] = { IN_READING, IN_ANY };

	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].context == context && keys[i].request == request)
			return keys[i].key;
	for (size_t m = 0; m < 2; m++)
		for (size_t i = 0; i < KEYS; i++)
			if (keys[i].context == more[m] &&
				keys[i].request == request)
				return keys[i].key;
	return 0;
}

void
key_format(char out[KEY_NAME], int key)
{
	static const struct {
		int key;
		const char *name;
	} names[] = { { K_UP, "Up" }, { K_DOWN, "Down" }, { K_LEFT, "Left" },
		{ K_RIGHT, "Right" }, { K_HOME, "Home" }, { K_END, "End" },
		{ K_PAGE_UP, "PgUp" }, { K_PAGE_DOWN, "PgDn" },
		{ K_INSERT, "Ins" }, { K_DELETE, "Del" },
		{ K_WORD_LEFT, "C-Left" }, { K_WORD_RIGHT, "C-Right" },
		{ K_SENTENCE_LEFT, "C-Up" }, { K_SENTENCE_RIGHT, "C-Down" },
		{ K_SHIFT_LEFT, "S-Left" }, { K_SHIFT_RIGHT, "S-Right" },
		{ K_SHIFT_UP, "S-Up" }, { K_SHIFT_DOWN, "S-Down" },
		{ K_SHIFT_HOME, "S-Home" }, { K_SHIFT_END, "S-End" },
		{ K_SHIFT_WORD_LEFT, "CS-Left" },
		{ K_SHIFT_WORD_RIGHT, "CS-Right" }, { K_BACK_TAB, "S-Tab" },
		{ K_ENTER, "Enter" }, { K_ESC, "Esc" }, { K_TAB, "Tab" },
		{ K_BACKSPACE, "BkSp" }, { ' ', "Space" } };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].key == key) {
			fixed_set(out, KEY_NAME, names[i].name);
			return;
		}
	}
	if (key >= K_F1 && key < K_F1 + 12)
		fixed_format(out, KEY_NAME, "F%d", key - K_F1 + 1);
	else if (key > 0 && key < 0x20)
		fixed_format(out, KEY_NAME, "^%c", key + 0x40);
	else if (key < 0x7F)
		fixed_format(out, KEY_NAME, "%c", key);
	else
		out[0] = '\0';
}
