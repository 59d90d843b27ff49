/*
 * How a message goes out on WeChat, and by what it is known there.
 */
#include "wire/wechat_post.h"

#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

bool
wechat_is_push(const struct wire_job *job)
{
	return strcmp(doc_str(job->options, "send"), "push") == 0;
}

char *
wechat_source(const struct wire_job *job)
{
	const char *page = doc_str(job->variant, "page");

	if (*page == '\0')
		page = doc_str(job->options, "source");
	return *page ? mem_printf("%s#%s", page, job->slug) : mem_strdup("");
}
