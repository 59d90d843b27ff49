/*
 * Puts people's names beside the ids of documents: "by":"zhao" gets
 * "by_name":"赵值班", so that no screen says how somebody logs in. What is
 * compared stays the id.
 */
#include "tui/console/named.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/say.h"

enum { KEY = 40 };

/* Keys whose value is an officer's id, or a list of them. */
static const char *const of_people[] = { "by", "proposed_by", "confirmed_by",
	"suspended_by", "authors", "officer" };

enum { OF_PEOPLE = sizeof(of_people) / sizeof(of_people[0]) };

const char *
named_find(const json_t *officers, const char *id)
{
	const char *name = doc_str(doc_find(officers, "id", id), "name");

	return *name ? name : id;
}

static json_t *
names_of(const json_t *value, const json_t *officers)
{
	json_t *names, *one;
	size_t n;

	if (json_is_string(value))
		return json_string(
			named_find(officers, json_string_value(value)));
	if (!json_is_array(value))
		return NULL;
	names = json_array();
	json_array_foreach(value, n, one)
	{
		if (json_is_string(one))
			json_array_append_new(names, names_of(one, officers));
	}
	return names;
}

static void
put_one(json_t *doc, const char *key, const json_t *officers)
{
	json_t *names, *value = json_object_get(doc, key);
	char name[KEY];

	if (value == NULL) /* as in most documents */
		return;
	fixed_format(name, sizeof(name), "%s_name", key);
	if (json_object_get(doc, name) != NULL)
		return;
	names = names_of(value, officers);
	if (names != NULL)
		doc_put(doc, name, names);
}

/* Not in the body of an entry, which is shown as it stands in the ledger. */
void
named_put(json_t *doc, const json_t *officers)
{
	const char *key;
	json_t *value;
	size_t n;

	if (officers == NULL)
		return;
	json_array_foreach(doc, n, value)
	{
		named_put(value, officers);
	}
	if (!json_is_object(doc))
		return;
	for (n = 0; n < OF_PEOPLE; n++)
		put_one(doc, of_people[n], officers);
	json_object_foreach(doc, key, value)
	{
		if (strcmp(key, "body") != 0)
			named_put(value, officers);
	}
}
