/*
 * What is waited for is in the ledger (station.behind), so a station that is
 * started again with the same clock waits on, though its own last entries then
 * carry the wrong time.
 */
#include "station/clock_trust.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "station/acts.h"
#include "station/env.h"
#include "store/reader.h"

enum {
	BEHIND_MS = 60 * 1000, /* so much is no fault of a clock */
	APART_MS = 2 * 60 * 1000 /* between two clocks that a person reads */
};

/* The newest entry of a kind: its seq, and a number of its body or its time. */
static int64_t
newest(struct ledger *l, const char *kind, const char *key, int64_t *seq)
{
	struct ledger_window w = {
		.kind = kind, .limit = 1, .newest_first = true, .no_total = true
	};
	const json_t *row;
	json_t *rows = NULL;
	int64_t total, value;

	*seq = 0;
	if (ledger_list(&rows, &total, l, &w, NULL) != ERR_OK)
		return 0;
	row = json_array_get(rows, 0);
	*seq = doc_int(row, "seq");
	value = doc_int(key ? doc_get(row, "body") : row, key ? key : "time");
	json_decref(rows);
	return value;
}

int64_t
clock_trust_find(struct ledger *l, int64_t now)
{
	int64_t said, confirmed, seq;
	int64_t waits = newest(l, "station.behind", "time", &said);
	int64_t last = newest(l, NULL, NULL, &seq);

	(void)newest(l, "station.confirmed", "time", &confirmed);
	if (confirmed > said || waits <= now)
		waits = 0;
	if (last > now + BEHIND_MS && last > waits)
		waits = last;
	return waits;
}

json_t *
clock_trust_begin(struct station *st)
{
	json_t *body;
	int64_t seq, said;

	st->clock_waits = clock_trust_find(st->ledger, station_now());
	if (st->clock_waits == 0 ||
		newest(st->ledger, "station.behind", "time", &said) ==
			st->clock_waits)
		return NULL;
	(void)newest(st->ledger, NULL, NULL, &seq);
	body = json_object();
	doc_put_int(body, "seq", seq);
	doc_put_int(body, "time", st->clock_waits);
	return body;
}

int64_t
clock_trust_behind(const struct station *st)
{
	return st->clock_waits > station_now() ? st->clock_waits : 0;
}

void
clock_trust_tend(struct station *st)
{
	if (st->clock_waits == 0 || clock_trust_behind(st) != 0)
		return;
	st->clock_waits = 0;
	server_changed(st->server, "office", "", ledger_head(st->ledger)->seq);
}

enum err_code
clock_trust_ask(const struct station *st, enum act act, struct err *err)
{
	static const enum act held[] = { ACT_INCIDENT_OPEN, ACT_RELEASE_ARM,
		ACT_RELEASE_SET, ACT_RELEASE_FIRE };
	int64_t behind = clock_trust_behind(st);

	for (size_t n = 0; behind && n < sizeof(held) / sizeof(held[0]); n++) {
		if (act != held[n])
			continue;
		return refuse(err, REFUSE_CLOCK_BEHIND, "",
			WITH(arg_time(station_now(), st->office.zone),
				arg_time(behind, st->office.zone)));
	}
	return ERR_OK;
}

/* The time that a person has read elsewhere must be the station's. */
enum err_code
effect_clock_confirm(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	int64_t seen = doc_int(act, "time"), now = f->world.now;
	json_t *body;

	if (clock_trust_behind(st) == 0)
		return refuse(err, REFUSE_CLOCK_WELL, "", WITH_NONE);
	if (seen - now > APART_MS || now - seen > APART_MS) {
		return refuse(err, REFUSE_CLOCK_OTHER, "time",
			WITH(arg_time(now, st->office.zone),
				arg_time(seen, st->office.zone)));
	}
	body = json_object();
	doc_put_int(body, "time", seen);
	doc_put_int(body, "waited", st->clock_waits);
	judged_add(out, "station.confirmed", body);
	return ERR_OK;
}
