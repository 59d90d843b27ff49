/*
 * Tracing: topics, lines, and documents without their texts.
 */
#include "link/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"

enum { TRACE_LINE_MAX = 2000, TRACE_DEPTH = 3 };

static const char *const topics[] = {
	[TRACE_LINK] = "link",
	[TRACE_ACT] = "act",
	[TRACE_RECORD] = "record",
	[TRACE_RELAY] = "relay",
	[TRACE_HTTP] = "http",
	[TRACE_KEY] = "key",
};
_Static_assert(
	sizeof(topics) / sizeof(topics[0]) == TRACE_TOPICS, "a row each");

/* Keys whose values are ids, numbers or words of the vocabulary. */
static const char *const spoken[] = { "account", "act", "act_id", "ask",
	"attempt", "base", "claim", "code", "delivery", "digest", "first",
	"from", "gate", "id", "incident", "kind", "lang", "last", "level",
	"message", "mode", "next", "officer", "organ", "outcome", "playbook",
	"protocol", "question", "release", "revision", "role", "rule", "seq",
	"stage", "state", "step", "total", "verdict", "version", "what" };

static struct {
	unsigned on; /* bits: 1 << enum trace_topic */
	const char *program;
	int fd;
} tracer = { .fd = STDERR_FILENO };

static bool
trace_topic_add(unsigned *on, const char *word, size_t len)
{
	if (len == 3 && strncmp(word, "all", 3) == 0) {
		*on = (1U << TRACE_TOPICS) - 1;
		return true;
	}
	for (int n = 0; n < TRACE_TOPICS; n++) {
		if (strlen(topics[n]) == len &&
			strncmp(topics[n], word, len) == 0) {
			*on |= 1U << n;
			return true;
		}
	}
	return false;
}

static bool
trace_parse(unsigned *on, const char *words)
{
	*on = 0;
	while (*words) {
		size_t len = strcspn(words, ",");

		if (len > 0 && !trace_topic_add(on, words, len)) {
			(void)fprintf(stderr,
				"CRIER_TRACE: no topic \"%.*s\"; there are all",
				(int)len, words);
			for (int n = 0; n < TRACE_TOPICS; n++)
				(void)fprintf(stderr, ", %s", topics[n]);
			(void)fputc('\n', stderr);
			return false;
		}
		words += len + (words[len] == ',');
	}
	return true;
}

bool
trace_open(const char *program, const char *words, const char *file)
{
	unsigned on;

	if (words == NULL || *words == '\0')
		return true;
	if (!trace_parse(&on, words))
		return false;
	if (file != NULL) {
		tracer.fd = open(file,
			O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
			0600);
		if (tracer.fd < 0) {
			(void)fprintf(stderr, "CRIER_TRACE_FILE: %s: %s\n",
				file, strerror(errno));
			return false;
		}
	}
	tracer.program = program;
	tracer.on = on;
	return true;
}

void
trace_leave_terminal(void)
{
	if (tracer.on == 0 || tracer.fd != STDERR_FILENO)
		return;
	(void)fputs("CRIER_TRACE: the console traces only into a file: "
		    "name it in CRIER_TRACE_FILE\n",
		stderr);
	tracer.on = 0;
}

bool
trace_is_on(enum trace_topic topic)
{
	return (tracer.on >> topic & 1) != 0;
}

static void
trace_write(enum trace_topic topic, const char *text)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	(void)dprintf(tracer.fd, "%s[%d] %" PRId64 ".%03ld %s: %s\n",
		tracer.program, (int)getpid(), (int64_t)now.tv_sec,
		now.tv_nsec / 1000000, topics[topic], text);
}

void
trace(enum trace_topic topic, const char *fmt, ...)
{
	char text[TRACE_LINE_MAX];
	va_list ap;

	if (!trace_is_on(topic))
		return;
	va_start(ap, fmt);
	/* a line for people: it may end early */
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	trace_write(topic, text);
}

static bool
trace_is_spoken(const char *key)
{
	for (size_t n = 0; n < sizeof(spoken) / sizeof(spoken[0]); n++)
		if (strcmp(spoken[n], key) == 0)
			return true;
	return false;
}

/* Ids and words have no blanks and are short: what a person wrote has. */
static bool
trace_is_word(const char *text)
{
	size_t len = strspn(text,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789._:/-");

	return len > 0 && len <= 100 && text[len] == '\0';
}

static bool trace_value(struct buf *b, const char *key, const json_t *v,
	int depth) __attribute__((warn_unused_result));

static bool
trace_members(struct buf *b, const json_t *v, int depth)
{
	const char *key;
	json_t *value;
	bool fits = buf_try_puts(b, "{");

	json_object_foreach(doc_borrow(v), key, value) fits =
		fits && trace_value(b, key, value, depth + 1);
	return fits && buf_try_puts(b, " }");
}

static bool
trace_value(struct buf *b, const char *key, const json_t *v, int depth)
{
	if (!buf_try_printf(b, " %.40s", key))
		return false;
	if (json_is_string(v) && trace_is_spoken(key) &&
		trace_is_word(json_string_value(v)))
		return buf_try_printf(b, "=%s", json_string_value(v));
	if (json_is_string(v))
		return buf_try_printf(b, "[%zu]", json_string_length(v));
	if (json_is_integer(v) && trace_is_spoken(key))
		return buf_try_printf(
			b, "=%" JSON_INTEGER_FORMAT, json_integer_value(v));
	if (json_is_boolean(v))
		return buf_try_puts(b, json_is_true(v) ? "=true" : "=false");
	if (json_is_array(v))
		return buf_try_printf(b, "(%zu)", json_array_size(v));
	if (json_is_object(v) && depth < TRACE_DEPTH)
		return trace_members(b, v, depth);
	return true;
}

void
trace_doc(enum trace_topic topic, const char *what, const json_t *doc)
{
	struct buf b;
	bool whole;

	if (!trace_is_on(topic))
		return;
	buf_init(&b, TRACE_LINE_MAX - 200);
	whole = trace_members(&b, doc, 0);
	trace(topic, "%s %s%s", what, b.data, whole ? "" : " …");
	buf_release(&b);
}
