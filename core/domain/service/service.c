/*
 * What is asked of a service, and its words in a text.
 */
#include "domain/service/service.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/library/playbook.h"
#include "domain/office/office.h"
#include "domain/world.h"

const json_t *
office_service(const struct office *o, const char *id)
{
	return doc_find(o->services, "id", id);
}

bool
service_is_open(const json_t *service)
{
	return doc_int(service, "closed") == 0;
}

bool
service_is_asked(const json_t *service)
{
	return service_is_open(service) && *doc_str(service, "url");
}

enum err_code
service_none(struct err *err, const struct office *o, const char *id)
{
	struct arg known = arg_words("");
	const json_t *row;
	size_t n;

	json_array_foreach(doc_borrow(o->services), n, row)
	{
		if (service_is_open(row))
			(void)arg_words_add(&known, doc_str(row, "id"));
	}
	return refuse_none_of(err, "service", NOUN_SERVICE, id, &known);
}

/* ---- its words ---- */

static void
service_line_add(char out[SERVICE_LINE], const char *before, const char *text)
{
	if (*text == '\0')
		return;
	(void)fixed_cut_add(out, SERVICE_LINE, before, strlen(before));
	(void)fixed_cut_add(out, SERVICE_LINE, text, strlen(text));
}

void
service_line(char out[SERVICE_LINE], const json_t *service, enum lang lang)
{
	static const struct {
		const char *key;
		struct both before;
	} parts[] = { { "platform", BOTH(", on ", "，见") },
		{ "url", BOTH(", ", "，网址 ") },
		{ "place", BOTH(", at ", "，地址") },
		{ "phone", BOTH(", telephone ", "，电话") },
		{ "hours", BOTH(", ", "，") } };
	const char *name = doc_str(service, "name");
	const char *english = doc_str(service, "name_en");

	fixed_cut(out, SERVICE_LINE,
		lang == LANG_EN && *english ? english : name);
	for (size_t n = 0; n < sizeof(parts) / sizeof(parts[0]); n++)
		service_line_add(out, parts[n].before.in[lang],
			doc_str(service, parts[n].key));
}

/* The open one that has this id or these words; NULL if none has. */
static const json_t *
service_meant(const struct office *o, const char *value)
{
	char line[SERVICE_LINE];
	const json_t *row;
	size_t n;

	json_array_foreach(doc_borrow(o->services), n, row)
	{
		if (!service_is_open(row))
			continue;
		if (strcmp(doc_str(row, "id"), value) == 0)
			return row;
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			service_line(line, row, (enum lang)lang);
			if (strcmp(line, value) == 0)
				return row;
		}
	}
	return NULL;
}

/* ---- in slots ---- */

json_t *
service_slots(const struct world *w, const struct playbook *p,
	const json_t *slots, const json_t *was, enum lang lang, struct err *err)
{
	json_t *out = slots ? json_copy(doc_borrow(slots)) : json_object();
	char line[SERVICE_LINE];

	for (size_t n = 0; p && n < p->slot_count; n++) {
		const struct slot *s = &p->slots[n];
		const char *value = doc_str(out, s->id);
		const json_t *service;

		if (s->type != SLOT_SERVICE || *value == '\0' ||
			strcmp(value, doc_str(was, s->id)) == 0)
			continue;
		service = service_meant(w->office, value);
		if (service == NULL) {
			(void)service_none(err, w->office, value);
			json_decref(out);
			return NULL;
		}
		service_line(line, service, lang);
		doc_put_str(out, s->id, line);
	}
	return out;
}

static json_t *
service_choices(const struct office *o)
{
	json_t *list = json_array(), *one;
	char en[SERVICE_LINE], zh[SERVICE_LINE];
	const struct both text = BOTH(en, zh);
	const json_t *row;
	size_t n;

	json_array_foreach(doc_borrow(o->services), n, row)
	{
		if (!service_is_open(row))
			continue;
		service_line(en, row, LANG_EN);
		service_line(zh, row, LANG_ZH);
		one = json_object();
		doc_put_str(one, "word", doc_str(row, "id"));
		doc_put(one, "text", doc_both(&text));
		json_array_append_new(list, one);
	}
	return list;
}

void
service_put_choices(json_t *playbook, const struct office *o)
{
	json_t *slot;
	size_t n;

	json_array_foreach(doc_get(playbook, "slots"), n, slot)
	{
		if (strcmp(doc_str(slot, "type"), "service") == 0)
			doc_put(slot, "choices", service_choices(o));
	}
}

/* ---- the list ---- */

/* What is to be looked at first stands first. */
static int
service_place(const json_t *row)
{
	static const char *const order[] = { "unreachable", "unknown", "ok",
		"unasked", "closed" };
	int n = 0;

	while (n < 4 && strcmp(doc_str(row, "state"), order[n]) != 0)
		n++;
	return n;
}

static int
service_order(const json_t *a, const json_t *b)
{
	int x = service_place(a), y = service_place(b);

	if (x != y)
		return x - y;
	return strcmp(doc_str(a, "name"), doc_str(b, "name"));
}

/* Without an address nobody can ask it; with one that nobody has asked yet
 * nothing is known. */
static const char *
service_state(const json_t *row)
{
	const char *proven = doc_str(doc_get(row, "proof"), "state");

	if (!service_is_open(row))
		return "closed";
	if (!service_is_asked(row))
		return "unasked";
	return *proven ? proven : "unknown";
}

json_t *
service_list(const struct office *o)
{
	json_t *list = json_array(), *one;
	char en[SERVICE_LINE], zh[SERVICE_LINE];
	const struct both line = BOTH(en, zh);
	const json_t *row;
	size_t n;

	json_array_foreach(doc_borrow(o->services), n, row)
	{
		service_line(en, row, LANG_EN);
		service_line(zh, row, LANG_ZH);
		one = json_deep_copy(row);
		doc_put_str(one, "state", service_state(row));
		doc_put(one, "line", doc_both(&line));
		json_array_append_new(list, one);
	}
	doc_sort(list, service_order);
	return list;
}
