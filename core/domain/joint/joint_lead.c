/* The lead of a joint incident, handed over by three letters. */
#include "domain/joint/joint_lead.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_pace.h"
#include "domain/judge.h"
#include "domain/office/office.h"

/* ---- letters ---- */

static void
hand_says(struct joint *j, const struct joint_lead_letter *x)
{
	j->hand.at = x->at;
	json_decref(j->hand.says);
	j->hand.says = json_incref(x->says);
}

/* Nobody is asked any more; who was stays to be shown. */
static void
hand_end(struct joint *j)
{
	j->hand.letter[0] = '\0';
	j->hand.taken[0] = '\0';
}

static void
hand_went_to(struct joint *j, const char *leader)
{
	FIXED_SET(j->leader, leader);
	hand_end(j);
	j->hand.to[0] = '\0';
}

static bool
unit_was_early(const struct joint *j, const struct joint_unit *u)
{
	return u->says != NULL && u->at >= j->hand.at;
}

static bool
is_listed(const json_t *says, const char *key, const char *id)
{
	const json_t *one;
	size_t n;

	json_array_foreach(doc_get(says, key), n, one)
	{
		if (strcmp(json_string_value(one), id) == 0)
			return true;
	}
	return false;
}

/* Who told us that it joins, and was never invited, is in nothing. */
static void
lead_drop_strangers(struct joint *j, const struct joint_lead_letter *x)
{
	size_t kept = 0;

	for (size_t n = 0; n < j->unit_count; n++) {
		struct joint_unit *u = &j->units[n];

		if (unit_was_early(j, u) &&
			!is_listed(x->says, "joined", u->partner) &&
			!is_listed(x->says, "asked", u->partner) &&
			strcmp(u->partner, x->partner) != 0)
			json_decref(u->says);
		else
			j->units[kept++] = *u;
	}
	j->unit_count = kept;
}

/* What the unit itself has told us since we took the lead is the later word. */
static void
lead_unit(struct joint *j, const char *id, enum joint_state state, int64_t at)
{
	struct joint_unit *u =
		(struct joint_unit *)(uintptr_t)joint_unit_of(j, id);

	if (u != NULL && unit_was_early(j, u))
		return;

	if (u == NULL) {
		u = MEM_ADD(j->units, j->unit_count);
		*u = (struct joint_unit){ .at = at };
		FIXED_SET(u->partner, id);
	}
	u->state = state;
}

/* We lead now, and those whom the one before us had. */
static void
lead_units(struct joint *j, const struct joint_lead_letter *x)
{
	json_t *id;
	size_t n;

	lead_drop_strangers(j, x);
	FIXED_SET(j->before, x->partner);
	json_array_foreach(doc_get(x->says, "joined"), n, id)
	{
		lead_unit(j, json_string_value(id), JOINT_JOINED, x->at);
	}
	json_array_foreach(doc_get(x->says, "asked"), n, id)
	{
		lead_unit(j, json_string_value(id), JOINT_ASKED, x->at);
	}
	lead_unit(j, x->partner, JOINT_JOINED, x->at);
}

/* The leader asks, or takes back what it asked: it names itself then, and of
 * our own nobody whom it is written to. */
static void
leader_asks(struct joint *j, const struct joint_lead_letter *x)
{
	const char *leader = doc_str(x->says, "leader");
	bool back = strcmp(leader, x->partner) != 0;

	if (!x->ours)
		back = !back;
	hand_says(j, x);
	hand_end(j);
	if (back)
		return;
	j->hand.declined = false;
	FIXED_SET(j->hand.to, leader);
	FIXED_SET(j->hand.letter, x->letter);
}

/* To us, only if it was we who took it; else it is another, of whom we hear.
 * Who says that we lead and was not told so by us says nothing. */
static void
leader_says(struct joint *j, const struct joint_lead_letter *x)
{
	const char *leader = doc_str(x->says, "leader");
	bool named = j->hand.taken[0] &&
		strcmp(doc_str(x->says, "re"), j->hand.taken) == 0;

	if (x->ours && named) {
		hand_went_to(j, j->hand.to);
	} else if (!x->ours && named) {
		lead_units(j, x);
		hand_went_to(j, "");
	} else if (!x->ours && strcmp(leader, x->partner) != 0 &&
		strcmp(leader, j->hand.to) != 0) {
		hand_went_to(j, leader);
	} else {
		return;
	}
	json_decref(j->led);
	j->led = json_incref(x->says);
}

/* Ours, of before: those that wrote to us know who leads now. */
static void
led_again(struct joint *j)
{
	for (size_t n = 0; n < j->unit_count; n++)
		j->units[n].misled = false;
}

/* Theirs, who led before us: more units, that it has invited. */
static void
led_more(struct joint *j, const struct joint_lead_letter *x)
{
	static const char *const lists[] = { "joined", "asked" };
	json_t *id;
	size_t n;

	for (size_t k = 0; k < 2; k++)
		json_array_foreach(doc_get(x->says, lists[k]), n, id)
		{
			if (joint_unit_of(j, json_string_value(id)) == NULL)
				lead_unit(j, json_string_value(id), JOINT_ASKED,
					x->at);
		}
}

/* Who was asked takes it, or says no by naming the leader that there is. */
static void
unit_answers(struct joint *j, const struct joint_lead_letter *x)
{
	const char *leader = doc_str(x->says, "leader");
	bool takes = strcmp(leader, j->hand.to) == 0;

	if (!x->ours && strcmp(x->partner, j->hand.to) != 0)
		return;
	if (j->hand.letter[0] == '\0' || j->hand.taken[0] ||
		strcmp(doc_str(x->says, "re"), j->hand.letter) != 0)
		return;
	hand_says(j, x);
	if (takes) {
		FIXED_SET(j->hand.taken, x->letter);
		return;
	}
	j->hand.declined = true;
	hand_end(j);
}

void
joint_lead_crossed(struct joint *j, const struct joint_lead_letter *x)
{
	if (x->ours && j->leader[0] && *doc_str(x->says, "re") &&
		strcmp(doc_str(x->says, "leader"), j->leader) == 0)
		led_again(j);
	else if (!x->ours && j->leader[0] == '\0' && j->before[0] &&
		strcmp(x->partner, j->before) == 0 &&
		strcmp(doc_str(x->says, "re"), doc_str(j->led, "re")) == 0)
		led_more(j, x);
	else if (strcmp(x->ours ? "" : x->partner, j->leader) != 0)
		unit_answers(j, x);
	else if (*doc_str(x->says, "re"))
		leader_says(j, x);
	else
		leader_asks(j, x);
}

bool
joint_lead_hears(const struct joint *j, const char *partner)
{
	/* who was invited by another is known with that one's word */
	if (j->leader[0] && j->hand.taken[0])
		return strcmp(partner, j->leader) != 0;
	return joint_unit_of(j, partner) != NULL &&
		strcmp(partner, j->leader) != 0;
}

void
joint_lead_gone(struct joint *j, const char *partner)
{
	if (j->leader[0] == '\0' && strcmp(j->hand.to, partner) == 0)
		hand_end(j);
}

/* ---- what the station says ---- */

/* Without who leads then. */
static json_t *
lead_list(const struct joint *j, enum joint_state state, const char *leader)
{
	json_t *list = json_array();

	for (size_t n = 0; n < j->unit_count; n++)
		if (j->units[n].state == state &&
			strcmp(j->units[n].partner, leader) != 0)
			json_array_append_new(
				list, json_string(j->units[n].partner));
	return list;
}

/* Lists in letters are sorted, as all ids are, and never empty. */
static void
put_ids(json_t *says, const char *key, json_t *list)
{
	if (json_array_size(list) > 0)
		doc_put(says, key, json_incref(list));
	json_decref(list);
}

void
judge_joint_led(
	struct judged *out, const struct world *w, const struct joint *j)
{
	json_t *says, *to;

	/* whoever is not told that it leads, does not */
	if (j->leader[0] || j->state != JOINT_JOINED || !j->hand.taken[0] ||
		joint_check_card(w, NULL) != ERR_OK ||
		joint_check_partner(w->office, j->hand.to, false, NULL) !=
			ERR_OK)
		return;
	to = joint_still_there(w, j);
	if (json_array_size(to) == 0) {
		json_decref(to);
		return;
	}
	says = joint_letter(LETTER_LEAD, j);
	doc_put_str(says, "leader", j->hand.to);
	doc_put_str(says, "re", j->hand.taken);
	put_ids(says, "joined", lead_list(j, JOINT_JOINED, j->hand.to));
	put_ids(says, "asked", lead_list(j, JOINT_ASKED, j->hand.to));
	if (w->incident != NULL) {
		FIXED_SET(out->incident, w->incident->id);
		out->drill = w->incident->drill;
	}
	joint_send(out, to, j->drill, says);
}

/* ---- where we stand, to who leads now ---- */

/* Does the new leader know otherwise, from the one before? */
static bool
stood_differs(const struct joint *j, const char *own)
{
	bool in = is_listed(j->led, "joined", own);

	return j->state == JOINT_JOINED ? !in
					: in || is_listed(j->led, "asked", own);
}

static bool
stood_is_owed(const struct joint *j)
{
	return j->leader[0] && j->led != NULL && j->stood[0] &&
		j->state != JOINT_CLOSED && j->state != JOINT_ASKED &&
		strcmp(j->stood, j->leader) != 0 &&
		strcmp(doc_str(j->led, "leader"), j->leader) == 0;
}

static bool
led_is_misled(const struct joint *j, const struct joint_unit *u)
{
	return j->leader[0] && j->led != NULL && u->misled &&
		strcmp(u->partner, j->leader) != 0;
}

bool
joint_lead_owes(const struct joint *j)
{
	if (stood_is_owed(j))
		return true;
	for (size_t n = 0; n < j->unit_count; n++)
		if (led_is_misled(j, &j->units[n]))
			return true;
	return false;
}

static json_t *
stood_says(const struct world *w, const struct joint *j)
{
	static const struct both reason =
		BOTH("as we told the unit that led before",
			"移交牵头前已答复前任牵头单位");
	bool left = j->state == JOINT_LEFT;
	json_t *says = joint_letter(left ? LETTER_LEAVE : LETTER_JOIN, j);

	if (j->state == JOINT_JOINED) {
		if (w->incident != NULL)
			doc_put_str(says, "playbook", w->incident->playbook);
		return says;
	}
	doc_put_str(says, "reason", reason.in[lang_parse(w->office->lang)]);
	if (!left)
		doc_put_bool(says, "declined", true);
	return says;
}

static bool
may_write_now(const struct world *w, const char *partner)
{
	return joint_check_partner(w->office, partner, false, NULL) == ERR_OK &&
		joint_pace(w->joints, partner, w->now) == 0;
}

/* To those that wrote to us, and to who leads: these are of it too. */
static void
judge_misled(struct judged *out, const struct world *w, const struct joint *j)
{
	json_t *to = json_array(), *says;

	for (size_t n = 0; n < j->unit_count; n++)
		if (led_is_misled(j, &j->units[n]) &&
			may_write_now(w, j->units[n].partner))
			json_array_append_new(
				to, json_string(j->units[n].partner));
	if (json_array_size(to) == 0) {
		json_decref(to);
		return;
	}
	says = joint_letter(LETTER_LEAD, j);
	doc_put_str(says, "leader", j->leader);
	doc_put_str(says, "re", doc_str(j->led, "re"));
	/* each then says itself where it stands */
	put_ids(says, "asked", json_copy(to));
	if (may_write_now(w, j->leader))
		json_array_append_new(to, json_string(j->leader));
	joint_send(out, to, j->drill, says);
}

void
judge_joint_stood(
	struct judged *out, const struct world *w, const struct joint *j)
{
	if (joint_check_card(w, NULL) != ERR_OK)
		return;
	if (stood_is_owed(j) && stood_differs(j, w->office->card.id) &&
		may_write_now(w, j->leader))
		joint_send(out, json_pack("[s]", j->leader), j->drill,
			stood_says(w, j));
	else
		judge_misled(out, w, j);
	if (out->count > 0 && w->incident != NULL) {
		FIXED_SET(out->incident, w->incident->id);
		out->drill = w->incident->drill;
	}
}

/* ---- acts ---- */

static enum err_code
hand_check(const struct world *w, const struct joint *j, const char *partner,
	struct err *err)
{
	const struct joint_unit *u = joint_unit_of(j, partner);
	enum joint_state state = u ? u->state : JOINT_ASKED;
	enum err_code rc = joint_check_partner(w->office, partner, false, err);

	if (rc == ERR_OK && state != JOINT_JOINED)
		rc = refuse(err, REFUSE_JOINT_NO_UNIT, "partner",
			WITH(joint_partner_arg(w->office, partner),
				arg_both(&joint_state_row(state)->title)));
	if (rc == ERR_OK && j->hand.letter[0] &&
		joint_check_partner(w->office, j->hand.to, false, NULL) ==
			ERR_OK)
		rc = refuse(err, REFUSE_JOINT_HANDED, "partner",
			WITH(joint_partner_arg(w->office, j->hand.to)));
	return rc;
}

/* To whom the letter goes: who is asked, or who was. */
static enum err_code
hand_to(const char **to, const struct world *w, const struct joint *j,
	const char *partner, struct err *err)
{
	*to = partner;
	if (*partner)
		return hand_check(w, j, partner, err);
	*to = j->hand.to;
	if (j->hand.letter[0] == '\0')
		return refuse(err, REFUSE_JOINT_UNHANDED, "incident",
			WITH(arg_id(w->incident->id)));
	return joint_check_partner(w->office, j->hand.to, false, err);
}

enum err_code
judge_joint_hand(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *partner = doc_str(act, "partner"), *to = "";
	const struct joint *j = NULL;
	json_t *says;
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK)
		rc = joint_joined(&j, w, err);
	if (rc == ERR_OK && j->leader[0])
		rc = refuse(err, REFUSE_JOINT_OTHERS, "incident",
			WITH(arg_id(w->incident->id),
				joint_partner_arg(w->office, j->leader)));
	if (rc == ERR_OK)
		rc = hand_to(&to, w, j, partner, err);
	if (rc != ERR_OK)
		return rc;
	says = joint_letter(LETTER_LEAD, j);
	doc_put_str(says, "leader", *partner ? partner : w->office->card.id);
	doc_put_str(says, "reason", doc_str(act, "reason"));
	joint_send(out, json_pack("[s]", to), j->drill, says);
	return ERR_OK;
}

bool
joint_lead_waits(const struct joint *j, const struct office *o)
{
	return j->leader[0] && j->state == JOINT_JOINED && j->hand.letter[0] &&
		!j->hand.taken[0] && strcmp(j->hand.to, o->card.id) == 0;
}

enum err_code
judge_joint_lead(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *name = doc_str(act, "joint");
	const struct joint *j = joint_find(w->joints, name);
	bool no = doc_bool(act, "decline");
	json_t *says;
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK && j == NULL)
		rc = refuse(
			err, REFUSE_JOINT_NONE, "joint", WITH(arg_text(name)));
	if (rc == ERR_OK && !joint_lead_waits(j, w->office))
		rc = refuse(err, REFUSE_JOINT_UNLED, "joint",
			WITH(arg_digest(j->name)));
	if (rc == ERR_OK)
		rc = joint_check_partner(w->office, j->leader, false, err);
	if (rc != ERR_OK)
		return rc;
	says = joint_letter(LETTER_LEAD, j);
	doc_put_str(says, "leader", no ? j->leader : w->office->card.id);
	doc_put_str(says, "re", j->hand.letter);
	doc_put_str(says, "reason", doc_str(act, "reason"));
	joint_send(out, json_pack("[s]", j->leader), j->drill, says);
	return ERR_OK;
}
