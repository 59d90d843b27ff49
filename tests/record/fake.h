/*
 * A ledger in memory for tests and benches of the record: entries chained as
 * the station chains them, and a source that gives them.
 */
#ifndef CRIER_TESTS_RECORD_FAKE_H
#define CRIER_TESTS_RECORD_FAKE_H

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/entry.h"
#include "record/record.h"

struct fake {
	char **line;
	size_t *len;
	int64_t count, room;
	char head[HASH_HEX];
	int64_t time;
	int acts;
	char act[33];
	int64_t at; /* the source's place */
};

static const unsigned char fake_seed[SSHSIG_SEED] =
	"a seed for the tests' station..";

static inline void
fake_init(struct fake *f)
{
	memset(f, 0, sizeof(*f));
	(void)snprintf(f->head, sizeof(f->head), "%s", ENTRY_NO_PREV);
	f->time = 1764000000123;
}

static inline void
fake_release(struct fake *f)
{
	for (int64_t i = 0; i < f->count; i++)
		free(f->line[i]);
	free(f->line);
	free(f->len);
}

/* The next entries belong to a new act. */
static inline void
fake_act(struct fake *f)
{
	(void)snprintf(f->act, sizeof(f->act), "%032x", ++f->acts);
	f->time += 1717;
}

/* Adds an entry; body is JSON text. */
static inline void
fake_add(struct fake *f, const char *by, const char *incident, const char *kind,
	const char *body)
{
	struct entry e;
	enum err_code rc;
	char *line;

	entry_init(&e);
	e.seq = f->count + 1;
	e.time = f->time;
	(void)snprintf(e.act, sizeof(e.act), "%s", f->act);
	(void)snprintf(e.by, sizeof(e.by), "%s", by);
	(void)snprintf(e.via, sizeof(e.via), "cli");
	(void)snprintf(e.incident, sizeof(e.incident), "%s", incident);
	if (*incident != '\0')
		(void)snprintf(e.mode, sizeof(e.mode), "%s",
			*incident == 'D' ? "drill" : "actual");
	(void)snprintf(e.kind, sizeof(e.kind), "%s", kind);
	memcpy(e.prev, f->head, sizeof(e.prev));
	rc = doc_parse(&e.body, body, strlen(body), NULL);
	assert(rc == ERR_OK);
	line = entry_format(&e);
	entry_release(&e);
	if (f->count == f->room) {
		f->room = f->room == 0 ? 1024 : f->room * 2;
		f->line = mem_grow(f->line, (size_t)f->room * sizeof(*f->line));
		f->len = mem_grow(f->len, (size_t)f->room * sizeof(*f->len));
	}
	f->line[f->count] = line;
	f->len[f->count] = strlen(line);
	hash_hex(f->head, line, f->len[f->count]);
	f->count++;
}

static inline void
fake_start(struct fake *f)
{
	struct sshsig_key key;
	char line[SSHSIG_LINE];
	char *body;

	sshsig_key_init(&key, fake_seed);
	sshsig_key_format(line, &key, "");
	body = mem_printf("{\"format\":1,\"zone\":\"+08:00\",\"unit\":"
			  "\"清河县融媒体中心\",\"signing_key\":\"%s\","
			  "\"demo\":true,\"setup\":\"single\"}",
		line);
	fake_act(f);
	fake_add(f, "station", "", "station.init", body);
	free(body);
	fake_add(f, "station", "", "officer.added",
		"{\"officer\":\"li.wei\",\"name\":\"李伟\",\"roles\":"
		"[\"drafter\"],\"state\":\"active\"}");
	fake_act(f);
	fake_add(f, "li.wei", "", "account.added",
		"{\"account\":\"weibo\",\"kind\":\"practice\",\"name\":"
		"\"=清河发布\",\"state\":\"active\"}");
	fake_act(f);
	fake_add(f, "station", "", "station.clock", "{\"step_ms\":2500}");
}

static inline void
fake_open(struct fake *f, const char *incident)
{
	fake_act(f);
	fake_add(f, "li.wei", incident, "incident.opened",
		"{\"playbook\":\"rainstorm\",\"commit\":\"0123\",\"title\":"
		"\"暴雨\\nEntries: 1-1\",\"level\":\"II\",\"occurred\":"
		"1764000000000}");
}

/* One of the usual acts of an incident, the n-th there. */
static inline void
fake_usual(struct fake *f, const char *incident, long n)
{
	char *body;
	long message = n / 10 + 1;

	fake_act(f);
	switch (n % 10) {
	case 0:
		body = mem_printf("{\"message\":\"%s/%ld\",\"kind\":\"update\","
				  "\"lang\":\"zh\",\"accounts\":[\"weibo\"]}",
			incident, message);
		fake_add(f, "li.wei", incident, "message.created", body);
		break;
	case 1:
	case 2:
	case 3:
		body = mem_printf(
			"{\"message\":\"%s/%ld\",\"revision\":%ld,\"title\":"
			"\"情况通报\",\"text\":\"11月24日10时%ld分，清河县遭遇"
			"强降雨，已转移群众%"
			"ld人。下次通报时间为12时。\\n现场救援"
			"正在进行。\",\"slots\":{\"place\":\"清河县\",\"as_"
			"of\":"
			"\"10:%ld\"},\"figures\":[{\"name\":\"moved\","
			"\"value\":"
			"%ld,\"source\":\"应急局\",\"as_of\":1764000000000,"
			"\"verified\":true}],\"variants\":{},\"accounts\":"
			"[\"weibo\"]}",
			incident, message, n % 10, n % 60, n, n % 60, n);
		fake_add(f, "li.wei", incident, "message.revised", body);
		break;
	case 9:
		body = mem_printf(
			"{\"message\":\"%s/%ld\",\"results\":[{\"delivery\":"
			"\"%s/"
			"%ld:weibo\",\"attempt\":1,\"outcome\":\"accepted\","
			"\"state\":\"published\",\"id\":\"%ld\",\"url\":"
			"\"https://example.invalid/"
			"%ld\",\"at\":1764000000000}]}",
			incident, message, incident, message, n, n);
		fake_add(f, "relay", incident, "delivery.outcome", body);
		break;
	default:
		body = mem_printf("{\"message\":\"%s/%ld\",\"stage\":\"first\","
				  "\"gate\":\"legal\",\"digest\":\"%064ld\","
				  "\"reason\":\"\"}",
			incident, message, n);
		fake_add(f, "li.wei", incident, "message.passed", body);
	}
	free(body);
}

/* The ids of many incidents. */
static inline void
fake_id(char out[17], long n)
{
	(void)snprintf(out, 17, "2026-%04ld", n % 99999 + 1);
}

static inline enum err_code
fake_seek(void *ctx, int64_t seq, struct err *err)
{
	struct fake *f = ctx;

	(void)err;
	f->at = seq - 1;
	return ERR_OK;
}

static inline enum err_code
fake_next(void *ctx, const char **line, size_t *len, struct err *err)
{
	struct fake *f = ctx;

	(void)err;
	*line = NULL;
	if (f->at >= f->count)
		return ERR_OK;
	*line = f->line[f->at];
	*len = f->len[f->at];
	f->at++;
	return ERR_OK;
}

static inline struct record_source
fake_source(struct fake *f)
{
	return (struct record_source){ f, fake_seek, fake_next };
}

#endif
