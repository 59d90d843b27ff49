/*
 * The questions to ask of a library and its playbooks.
 */
#include "domain/library/playbook.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"

#define PROMISE "next_update"

const struct playbook *
playbook_find(const struct library *lib, const char *id)
{
	for (size_t i = 0; i < lib->playbook_count; i++)
		if (strcmp(lib->playbooks[i].id, id) == 0)
			return &lib->playbooks[i];
	return NULL;
}

const struct playbook_kind *
playbook_kind(const struct playbook *p, enum message_kind kind)
{
	assert(kind < KIND_COUNT);
	return p->kinds[kind].present ? &p->kinds[kind] : NULL;
}

const struct slot *
playbook_slot(const struct playbook *p, const char *id)
{
	for (size_t i = 0; i < p->slot_count; i++)
		if (strcmp(p->slots[i].id, id) == 0)
			return &p->slots[i];
	return NULL;
}

const struct figure_def *
playbook_figure(const struct playbook *p, const char *id)
{
	for (size_t i = 0; i < p->figure_count; i++)
		if (strcmp(p->figures[i].id, id) == 0)
			return &p->figures[i];
	return NULL;
}

const struct figure_def *
playbook_role(const struct playbook *p, enum figure_role role)
{
	for (size_t i = 0; i < p->figure_count; i++)
		if (p->figures[i].role == role)
			return &p->figures[i];
	return NULL;
}

struct tier_row
playbook_tier(const struct library *lib, const struct playbook *p,
	enum message_kind kind, int level, int topic)
{
	const struct tier *own = p->kinds[kind].tier;
	struct tier_row row =
		*rules_tier(&lib->rules, p->class, level, kind, topic);

	if (own && row.topics == (topic_set)-1)
		row.tier = own;
	return row;
}

size_t
playbook_deadlines(const struct deadline **out, size_t max,
	const struct library *lib, const struct playbook *p, int level,
	int64_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < lib->rules.deadline_count; i++) {
		const struct deadline *d = &lib->rules.deadlines[i];

		if (n < max &&
			deadline_applies(&lib->rules, d, p->class, level, at))
			out[n++] = d;
	}
	for (size_t i = 0; i < p->deadline_count; i++) {
		const struct deadline *d = &p->deadlines[i];

		if (n < max &&
			deadline_applies(&lib->rules, d, p->class, level, at))
			out[n++] = d;
	}
	return n;
}

static bool
is_phone(const char *value)
{
	size_t digits = 0;

	for (const char *p = value; *p; p++) {
		if (*p >= '0' && *p <= '9')
			digits++;
		else if (!strchr(" -()+", *p))
			return false;
	}
	return digits >= 3 && digits <= 15;
}

static bool
is_whole_url(const char *value)
{
	size_t start = 0, end = 0, n = strlen(value);

	return text_url(&start, &end, value, n, 0) && start == 0 && end == n;
}

static bool
slot_has_choice(const struct slot *slot, const char *value)
{
	for (size_t i = 0; i < slot->choice_count; i++)
		if (strcmp(slot->choices[i].word, value) == 0)
			return true;
	return false;
}

/* What is wrong with a value for its type; NULL if nothing is. */
static const char *
unsuitable(const struct slot *slot, const char *value, int zone)
{
	int64_t ms = 0;

	if (slot->type == SLOT_TIME && !instant_parse(&ms, value, zone))
		return "2026-07-21 14:30";
	if (slot->type == SLOT_PHONE && !is_phone(value))
		return "0-9 - + ( )";
	if (slot->type == SLOT_URL && !is_whole_url(value))
		return "https://…";
	if (slot->type == SLOT_CHOICE && !slot_has_choice(slot, value))
		return slot->choice_count ? slot->choices[0].word : "";
	if (slot->type != SLOT_LINES && strchr(value, '\n'))
		return "1 ⏎";
	return NULL;
}

enum err_code
slot_check(
	const struct slot *slot, const char *value, int zone, struct err *err)
{
	size_t len = strlen(value);
	char en[60], zh[60];
	char shown[60];
	const char *form;

	if (!len)
		return ERR_OK;
	if (len > slot->max) {
		fixed_format(en, sizeof(en), "has %zu bytes; at most %zu", len,
			slot->max);
		fixed_format(zh, sizeof(zh), "有 %zu 字节；最多 %zu", len,
			slot->max);
		return refuse(err, REFUSE_FIELD, slot->id,
			WITH(arg_slot(slot->id, &slot->label),
				arg_both(&(const struct both)BOTH(en, zh))));
	}
	if (!text_is_valid(value, len))
		return refuse(err, REFUSE_FIELD, slot->id,
			WITH(arg_slot(slot->id, &slot->label),
				ARG_BOTH("is not UTF-8", "不是 UTF-8 编码")));
	form = unsuitable(slot, value, zone);
	if (!form)
		return ERR_OK;
	text_printable(shown, sizeof(shown), value, len);
	return refuse(err, REFUSE_VALUE, slot->id,
		WITH(arg_text(shown), arg_slot(slot->id, &slot->label),
			arg_words(form)));
}

static enum err_code
no_slot(const struct playbook *p, const char *name, struct err *err)
{
	struct buf all;
	enum err_code rc;

	buf_init(&all, 4096);
	for (size_t n = 0; n < p->slot_count; n++)
		if (!buf_try_printf(
			    &all, "%s%s", n ? ", " : "", p->slots[n].id))
			break; /* enough for a person to see what is meant */
	rc = refuse(err, REFUSE_SLOT_UNKNOWN, name,
		WITH(arg_text(name), arg_words(all.data)));
	buf_release(&all);
	return rc;
}

enum err_code
playbook_check_slots(const struct playbook *p, const json_t *slots, int zone,
	struct err *err)
{
	const char *key = NULL;
	json_t *value = NULL;

	json_object_foreach(doc_borrow(slots), key, value)
	{
		const struct slot *slot = playbook_slot(p, key);
		enum err_code code;

		if (!slot)
			return no_slot(p, key, err);
		if (!json_is_string(value))
			return refuse(err, REFUSE_FIELD, key,
				WITH(arg_slot(key, &slot->label),
					ARG_BOTH("is not a text", "不是文本")));
		code = slot_check(slot, json_string_value(value), zone, err);
		if (code)
			return code;
	}
	return ERR_OK;
}

int64_t
playbook_promise(const json_t *slots, int zone)
{
	int64_t ms = 0;
	const char *text = json_string_value(json_object_get(slots, PROMISE));

	return text && instant_parse(&ms, text, zone) ? ms : 0;
}
