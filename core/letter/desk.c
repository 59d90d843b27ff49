/*
 * The desk. Letters by place ("city/a/1/27") and by name in two tables; what
 * was taken lately as a ring of times and bytes for each sender.
 */
#include "letter/desk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "crier/refusal.h"

#define HOUR INT64_C(3600000)

enum { PLACE = WORD_ID + 48, DAY_HOURS = 24 };

struct desk_sender {
	char id[WORD_ID];
	struct letter_volume volume[2]; /* actual, drill */
	int64_t recent[DESK_HOUR]; /* when the last ones were taken: a ring */
	size_t next;
	int64_t halts
		[DESK_HALTS]; /* likewise, of those that their reserve took */
	size_t halt_next;
	int64_t hour[DAY_HOURS]; /* hours since 1970, by the hour of the day */
	int64_t bytes[DAY_HOURS]; /* taken in that hour */
};

struct desk {
	struct desk_sender *senders;
	size_t count;
	json_t *names; /* place to hash */
	json_t *places; /* sender, mode and hash to true */
	json_t *halts; /* names of halts that were obeyed before their place */
};

struct desk *
desk_new(void)
{
	struct desk *d = mem_new(sizeof(*d));

	d->names = json_object();
	d->places = json_object();
	d->halts = json_object();
	return d;
}

void
desk_free(struct desk *d)
{
	if (d == NULL)
		return;
	json_decref(d->names);
	json_decref(d->places);
	json_decref(d->halts);
	free(d->senders);
	free(d);
}

static void
desk_place(
	char out[PLACE], const char *from, bool drill, int64_t vol, int64_t seq)
{
	fixed_format(out, PLACE, "%s/%c/%lld/%lld", from, drill ? 'd' : 'a',
		(long long)vol, (long long)seq);
}

static void
desk_name(char out[PLACE + HASH_HEX], const char *from, bool drill,
	const char *hash)
{
	fixed_format(out, PLACE + HASH_HEX, "%s/%c/%s", from, drill ? 'd' : 'a',
		hash);
}

static struct desk_sender *
desk_sender(const struct desk *d, const char *from)
{
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->senders[i].id, from) == 0)
			return &d->senders[i];
	return NULL;
}

static struct desk_sender *
desk_sender_add(struct desk *d, const char *from)
{
	struct desk_sender *s = desk_sender(d, from);

	if (s == NULL) {
		s = MEM_ADD(d->senders, d->count);
		FIXED_SET(s->id, from);
	}
	return s;
}

/* Is there room in the reserve of halts? */
static bool
sender_may_halt(const struct desk_sender *s, int64_t at)
{
	return s->halts[s->halt_next] <= at - HOUR;
}

static void
sender_took(struct desk_sender *s, const struct desk_letter *one)
{
	size_t slot = (size_t)(one->at / HOUR % DAY_HOURS);

	if (one->halt && sender_may_halt(s, one->at)) {
		s->halts[s->halt_next] = one->at;
		s->halt_next = (s->halt_next + 1) % DESK_HALTS;
	} else {
		s->recent[s->next] = one->at;
		s->next = (s->next + 1) % DESK_HOUR;
	}
	if (s->hour[slot] != one->at / HOUR) {
		s->hour[slot] = one->at / HOUR;
		s->bytes[slot] = 0;
	}
	s->bytes[slot] += one->bytes;
}

void
desk_add(struct desk *d, const struct desk_letter *one)
{
	struct desk_sender *s = desk_sender_add(d, one->from);
	struct letter_volume *v = &s->volume[one->drill];
	char place[PLACE], name[PLACE + HASH_HEX];

	desk_place(place, one->from, one->drill, one->vol, one->seq);
	doc_put_str(d->names, place, one->hash);
	desk_name(name, one->from, one->drill, one->hash);
	doc_put(d->places, name, json_true());
	memset(v, 0, sizeof(*v));
	v->vol = one->vol;
	v->seq = one->seq;
	FIXED_SET(v->hash, one->hash);
	sender_took(s, one);
}

void
desk_fork(struct desk *d, const char *from, bool drill)
{
	desk_sender_add(d, from)->volume[drill].ended = true;
}

void
desk_anew(struct desk *d, const char *from)
{
	struct desk_sender *s = desk_sender(d, from);

	for (int i = 0; s != NULL && i < 2; i++) {
		s->volume[i].ended = false;
		s->volume[i].anew = true;
	}
}

void
desk_halt(struct desk *d, const struct desk_letter *one)
{
	doc_put(d->halts, one->hash, json_true());
	sender_took(desk_sender_add(d, one->from), one);
}

bool
desk_halted(const struct desk *d, const char *hash)
{
	return json_object_get(d->halts, hash) != NULL;
}

struct letter_volume
desk_volume(const struct desk *d, const char *from, bool drill)
{
	const struct desk_sender *s = desk_sender(d, from);

	return s ? s->volume[drill] : (struct letter_volume){ .vol = 0 };
}

static bool
desk_view_at(void *ctx, char hash[HASH_HEX], int64_t vol, int64_t seq)
{
	const struct desk_view *view = ctx;
	char place[PLACE];
	const char *name;

	desk_place(place, view->from, view->drill, vol, seq);
	name = doc_str(view->desk->names, place);
	fixed_set(hash, HASH_HEX, name);
	return *name != '\0';
}

static bool
desk_view_has(void *ctx, const char *hash)
{
	const struct desk_view *view = ctx;
	char name[PLACE + HASH_HEX];

	desk_name(name, view->from, view->drill, hash);
	return json_object_get(view->desk->places, name) != NULL;
}

struct letter_memory
desk_memory(struct desk_view *view)
{
	return (struct letter_memory){ desk_view_at, desk_view_has, view };
}

static int64_t
sender_day(const struct desk_sender *s, int64_t now)
{
	int64_t bytes = 0;

	for (size_t i = 0; i < DAY_HOURS; i++)
		if (s->hour[i] > now / HOUR - DAY_HOURS)
			bytes += s->bytes[i];
	return bytes;
}

enum err_code
desk_admits(
	const struct desk *d, const struct desk_letter *one, struct err *err)
{
	const struct desk_sender *s = desk_sender(d, one->from);
	int64_t day = DESK_DAY + (one->halt ? DESK_HALTS_DAY : 0);

	if (s == NULL)
		return ERR_OK;
	/* the slot that is next holds the 600th before */
	if (!(one->halt && sender_may_halt(s, one->at)) &&
		s->recent[s->next] > one->at - HOUR)
		return refuse(err, REFUSE_LETTER_MANY, "",
			WITH(arg_id(one->from), arg_count(DESK_HOUR)));
	if (sender_day(s, one->at) + one->bytes > day)
		return refuse(err, REFUSE_LETTER_MUCH, "",
			WITH(arg_id(one->from), arg_bytes(DESK_DAY)));
	return ERR_OK;
}

size_t
desk_count(const struct desk *d)
{
	return json_object_size(d->names);
}
