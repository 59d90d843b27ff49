/*
 * The files in texts/, taken in by the assembler. They are part of the first
 * commit (see project.h): another byte gives other commit ids.
 */
#include "record/scripts.h"

extern const char scripts_record_md[] __attribute__((visibility("hidden")));
extern const char scripts_verify_sh[] __attribute__((visibility("hidden")));

__asm__(".pushsection .rodata.scripts,\"a\",%progbits\n"
	"scripts_record_md:\n"
	"\t.incbin \"core/record/texts/record.md\"\n\t.byte 0\n"
	"scripts_verify_sh:\n"
	"\t.incbin \"core/record/texts/verify.sh\"\n\t.byte 0\n"
	"\t.popsection\n");

const char *
scripts_readme(void)
{
	return scripts_record_md;
}

const char *
scripts_verify(void)
{
	return scripts_verify_sh;
}
