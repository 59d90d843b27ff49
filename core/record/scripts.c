/*
 * The files in texts/, taken in by the assembler: a folder for each format of
 * the record. Another byte in one that was released gives other commit ids: a
 * change is a new folder.
 */
#include "record/scripts.h"

#include <stddef.h>

#define TEXT(name, file)                                                       \
	extern const char name[] __attribute__((visibility("hidden")));        \
	__asm__(".pushsection .rodata.scripts,\"a\",%progbits\n" #name         \
		":\n\t.incbin \"core/record/texts/" file                       \
		"\"\n\t.byte 0\n\t.popsection\n")

TEXT(scripts_record_1, "1/record.md");
TEXT(scripts_verify_1, "1/verify.sh");
TEXT(scripts_record_2, "2/record.md");
TEXT(scripts_verify_2, "2/verify.sh");
TEXT(scripts_attributes_2, "2/gitattributes");

static const struct script first[] = {
	{ "README.md", scripts_record_1 },
	{ "verify.sh", scripts_verify_1 },
	{ NULL, NULL },
};

static const struct script second[] = {
	{ ".gitattributes", scripts_attributes_2 },
	{ "README.md", scripts_record_2 },
	{ "verify.sh", scripts_verify_2 },
	{ NULL, NULL },
};

const struct script *
scripts_of(long long format)
{
	return format < 2 ? first : second;
}
