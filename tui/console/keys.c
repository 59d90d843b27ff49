/*
 * The table of keys.
 */
#include "tui/console/keys.h"

#include <string.h>

#include "base/fixed.h"
#include "tui/pages/typed.h"

enum {
	BAR = KEY_BAR,
	ALONE = KEY_ALONE,
	OF = KEY_MESSAGE,
	MAY = KEY_MAY,
	ROW = KEY_ROW,
	GOES = KEY_GOES
};

/* What the release screen is for. Whoever may but halt has a key for that, and is
 * not promised a release. */
#define OF_RELEASE "release.arm release.fire release.disarm release.set"

/*
 * One letter means one thing on every screen where letters are keys: whoever is
 * tired types what the screen before has taught. `Enter` opens, `n` begins a new
 * one of what the list holds, `e` writes, `K` checks; all else has a letter of its
 * own (tests/tui/test_keys).
 */
static const struct key_row keys[] = {
	{ IN_BOARD, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_BOARD, 'n', REQ_OPEN, BAR, "incident.open" },
	{ IN_BOARD, '3', REQ_HEALTH, BAR, NULL },
	{ IN_BOARD, 'l', REQ_LEDGER, BAR, NULL },
	{ IN_BOARD, 'c', REQ_CLAIMS, 0, NULL },
	{ IN_BOARD, 'v', REQ_REVIEW, 0, NULL },
	{ IN_BOARD, 'Z', REQ_CONFIRM_TIME, 0, "clock.confirm" },
	{ IN_BOARD, 'M', REQ_PROVE_KEY, 0, "officer.prove" },
	{ IN_BOARD, '2', REQ_PROPOSALS, 0, NULL },
	{ IN_BOARD, 'J', REQ_PARTNERS, 0, NULL },
	{ IN_BOARD, '6', REQ_JOINTS, 0, NULL },
	{ IN_BOARD, '7', REQ_LETTERS, 0, NULL },
	{ IN_BOARD, '8', REQ_MIRRORS, 0, NULL },
	{ IN_BOARD, '9', REQ_REPORTS, 0, NULL },
	{ IN_BOARD, '1', REQ_IMPOSTORS, 0, NULL },
	{ IN_BOARD, '.', REQ_COMMENTS, 0, NULL },

	{ IN_OPEN, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },

	{ IN_WALK, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	/* rows name it */
	{ IN_WALK, 'D', REQ_STEP_DONE, BAR, "step.done clock.done" },
	{ IN_WALK, 'H', REQ_HALT, MAY | ALONE | OF, "release.halt" },
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
	{ IN_WALK, 'I', REQ_LEARN, 0, "incident.learn" },
	{ IN_WALK, 'C', REQ_CLOSE_INCIDENT, ALONE, "incident.close" },
	{ IN_WALK, '6', REQ_JOINTS, 0, NULL },

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
	{ IN_REVIEW, K_PAGE_DOWN, REQ_PAGE_DOWN, BAR, NULL },
	{ IN_REVIEW, 'w', REQ_EXPLAIN, 0, "message.explain" },
	{ IN_REVIEW, 'z', REQ_SUSPEND, 0, NULL },
	{ IN_REVIEW, 'h', REQ_CONCUR, 0, NULL },
	{ IN_REVIEW, 'O', REQ_OUTSIDE, 0, "outside.note" },
	{ IN_REVIEW, 'e', REQ_COMPOSE, 0, "message.revise" },
	{ IN_REVIEW, K_F1 + 1, REQ_REPOST, 0, NULL },

	{ IN_RELEASE, 'a', REQ_ARM, BAR | ALONE, "release.arm" },
	{ IN_RELEASE, 'f', REQ_FIRE, BAR | ALONE, "release.fire" },
	{ IN_RELEASE, 'H', REQ_HALT, BAR | ALONE, "release.halt" },
	{ IN_RELEASE, 'U', REQ_DISARM, BAR | ALONE, "release.disarm" },
	{ IN_RELEASE, 'S', REQ_SET, MAY | ALONE, "release.set" },
	{ IN_RELEASE, K_ENTER, REQ_DELIVERIES, BAR, NULL },
	{ IN_RELEASE, K_PAGE_DOWN, REQ_PAGE_DOWN, BAR, NULL },
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
	{ IN_HEALTH, 'K', REQ_ROUND, BAR, NULL },
	{ IN_HEALTH, '4', REQ_STOLEN, BAR | ROW, NULL },
	{ IN_HEALTH, '5', REQ_SUSPEND_ACCOUNT, BAR | ROW, NULL },

	{ IN_JOINTS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_JOINTS, 'n', REQ_JOINT_ORDER, BAR, "joint.order" },
	{ IN_JOINTS, '&', REQ_JOINT_INVITE, BAR, "joint.open" },
	{ IN_JOINTS, '+', REQ_ACCEPT, BAR | ALONE | ROW, "joint.join" },
	{ IN_JOINTS, '-', REQ_REFUSE, BAR | ALONE | ROW, "joint.decline" },

	{ IN_ORDER, K_ENTER, REQ_CHOOSE, BAR, NULL },
	{ IN_ORDER, '+', REQ_ACCEPT, BAR | ALONE, "joint.take" },
	{ IN_ORDER, '-', REQ_REFUSE, BAR | ALONE, "joint.refuse" },
	{ IN_ORDER, '@', REQ_UNIT_SAID, BAR | ROW, "joint.note" },
	{ IN_ORDER, '^', REQ_CALL_UNITS, BAR | ALONE, "joint.call" },
	{ IN_ORDER, '~', REQ_FIRE_UNITS, BAR | ALONE, "joint.fire" },
	{ IN_ORDER, 'H', REQ_HALT, ALONE | OF, "release.halt" },
	{ IN_ORDER, K_LEFT, REQ_LEFT, 0, NULL },
	{ IN_ORDER, K_RIGHT, REQ_RIGHT, 0, NULL },

	{ IN_LETTERS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_LETTERS, '+', REQ_ACCEPT, BAR | ALONE | ROW, "letter.answer" },
	{ IN_LETTERS, '-', REQ_REFUSE, BAR | ALONE | ROW, "letter.answer" },

	{ IN_MIRRORS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_MIRRORS, 'n', REQ_MIRROR_ADD, BAR, "mirror.add" },
	{ IN_MIRRORS, 'Y', REQ_CONFIRM, BAR | ALONE | ROW, "mirror.confirm" },
	{ IN_MIRRORS, 'N', REQ_DECLINE, ALONE | ROW, "mirror.confirm" },
	{ IN_MIRRORS, 'X', REQ_PARTNER_STOP, BAR | ALONE | ROW, "mirror.stop" },

	{ IN_REPORTS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_REPORTS, K_LEFT, REQ_LEFT, BAR, NULL },
	{ IN_REPORTS, K_RIGHT, REQ_RIGHT, BAR, NULL },
	{ IN_REPORTS, '0', REQ_OTHER_SPAN, BAR, NULL },
	{ IN_REPORTS, '$', REQ_COPY_TABLE, BAR, NULL },

	{ IN_IMPOSTORS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_IMPOSTORS, 'n', REQ_IMPOSTOR_OPEN, BAR, NULL },
	{ IN_IMPOSTORS, 'i', REQ_EVIDENCE, BAR | ROW, NULL },
	{ IN_IMPOSTORS, 'm', REQ_CHANGE, ROW, NULL },
	{ IN_IMPOSTORS, '=', REQ_IMPOSTOR_LETTER, BAR | ROW, NULL },
	{ IN_IMPOSTORS, '%', REQ_IMPOSTOR_ANSWER, BAR | ROW, NULL },
	{ IN_IMPOSTORS, '!', REQ_IMPOSTOR_WARN, BAR | ROW, NULL },
	{ IN_IMPOSTORS, '#', REQ_IMPOSTOR_CLOSE, BAR | ROW, NULL },

	{ IN_COMMENTS, K_ENTER, REQ_CHOOSE, BAR | ROW, NULL },
	{ IN_COMMENTS, '(', REQ_COMMENT_SORT, BAR | ROW, "comment.triage" },
	{ IN_COMMENTS, '<', REQ_COMMENT_ASSIGN, BAR | ROW, "comment.assign" },
	{ IN_COMMENTS, '>', REQ_COMMENT_HAND, BAR | ROW, "comment.handover" },
	{ IN_COMMENTS, '*', REQ_COMMENT_CLAIM, BAR | ROW, "comment.claim" },
	{ IN_COMMENTS, ';', REQ_COMMENT_ANSWER, BAR | ROW, "comment.answer" },
	{ IN_COMMENTS, ')', REQ_COMMENT_CLOSE, BAR | ROW, "comment.close" },

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
