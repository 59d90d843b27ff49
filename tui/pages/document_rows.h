/*
 * Reads documents.def: whoever includes this has defined what of it they
 * want; all else is nothing. Made to be included more than once.
 */
#ifndef DOC
#define DOC(name)
#endif
#ifndef ROW
#define ROW(doc, key, how, en, zh)
#define AS(doc, name, key, how, en, zh)
#define WORD(doc, name, key, function, en, zh)
#define WORDS(doc, key, function, en, zh)
#define BY(doc, name, key, function, en, zh)
#define FORM(doc, name, key, part, en, zh, form_en, form_zh)
#define EACH(doc, key, part, en, zh, form)
#define PART(doc, key, part)
#define ROWS(doc, key, part)
#define MAP(doc, key, part)
#define NOT(doc, keys, why)
#endif
#ifndef SAID
#define SAID(doc, name, value, en, zh)
#endif
#ifndef OWN
#define OWN(doc, name, key, function, en, zh)
#endif
#include "tui/pages/documents.def"
#undef DOC
#undef ROW
#undef AS
#undef SAID
#undef WORD
#undef WORDS
#undef OWN
#undef BY
#undef FORM
#undef EACH
#undef PART
#undef ROWS
#undef MAP
#undef NOT
