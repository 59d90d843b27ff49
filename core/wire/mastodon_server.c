/*
 * Telling the servers apart that speak Mastodon's API.
 */
#include "wire/mastodon_server.h"

#include <string.h>

#include "base/doc.h"

/* Which servers tell themselves apart, by a word in version or source. */
static const struct {
	const char *word, *server;
} servers[] = {
	{ "snac", "snac" },
	{ "gotosocial", "gotosocial" },
	{ "pleroma", "pleroma" },
	{ "akkoma", "pleroma" },
	{ "github.com/mastodon/mastodon", "mastodon" },
};

const char *
mastodon_server(const json_t *instance)
{
	const char *version = doc_str(instance, "version");
	const char *source = doc_str(instance, "source_url");

	for (size_t i = 0; i < sizeof(servers) / sizeof(servers[0]); i++)
		if (strcasestr(version, servers[i].word) ||
			strcasestr(source, servers[i].word))
			return servers[i].server;
	return "other";
}

static void
put_limit(json_t *limits, const char *name, const json_t *value)
{
	int64_t v = json_integer_value(value);

	if (v > 0 && v <= 1000000)
		doc_put_int(limits, name, v);
}

json_t *
mastodon_limits(const json_t *instance)
{
	const json_t *s = json_object_get(
		json_object_get(instance, "configuration"), "statuses");
	json_t *limits = json_object();

	put_limit(limits, "max", json_object_get(s, "max_characters"));
	put_limit(limits, "url_weight",
		json_object_get(s, "characters_reserved_per_url"));
	return limits;
}
