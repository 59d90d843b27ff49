# Crier: one file builds, installs, tests and demonstrates everything.
#
#   make            build the three programs into .build/$(V)
#   make demo       install what is missing, build, and run the demonstration
#   make check      install what is missing, build, and run every test
#   make help       the other targets
#
# V picks a variant: release (default), debug, asan, cov, fuzz, act. Adding a
# .c file to a folder needs no change here.

V ?= release
VARIANTS := release debug asan cov fuzz act
ifeq ($(filter $(V),$(VARIANTS)),)
$(error V=$(V) is no variant. The words are: $(VARIANTS))
endif
ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local
DESTDIR ?=
B := .build/$(V)
# Commands are shown with VERBOSE=1; otherwise one short line each.
ifneq ($(VERBOSE),1)
Q = @echo '  $(@:.build/%=%)';
endif
VERSION := 0.1.0

# ---- packages -------------------------------------------------------------

DEB_BUILD := gcc make pkg-config gettext git libncurses-dev \
	libcurl4-openssl-dev libsqlite3-dev libgit2-dev libyaml-dev \
	libcmark-dev libjansson-dev libsodium-dev libssl-dev \
	libutf8proc-dev libpcre2-dev libseccomp-dev zlib1g-dev \
	libqrencode-dev
# Servers are not installed: tests/tools/private.sh unpacks snac2, HAProxy, nginx,
# WordPress, MariaDB, PHP, OpenSMTPD and OpenSSH below .build.
DEB_TEST := libcmocka-dev libvterm-dev tmux curl jq sqlite3 openssl \
	openssh-client procps util-linux libxml2-utils clang libclang-rt-dev \
	clang-format clang-tidy unicode-data bzip2 screen python3-feedparser \
	python3-nacl
DEB_BENCH := tig htop newsboat
# Where the machine has no Node.js of its own.
DEB_SDKS := nodejs npm

# ---- variants -------------------------------------------------------------

CFLAGS ?= -O2 -g
ifeq ($(V),debug)
  VFLAGS := -O0 -g3
else ifeq ($(V),asan)
  VFLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
else ifeq ($(V),cov)
  VFLAGS := -O0 -g --coverage
else ifeq ($(V),fuzz)
  CC := clang
  VFLAGS := -O1 -g -fsanitize=fuzzer-no-link,address,undefined
else ifeq ($(V),act)
  # With one act more: what is made from its row must have it.
  VFLAGS := -O0 -DCRIER_TEST_ACT='"tests/acts/trial.def"'
else
  VFLAGS := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
  # What this compiler has of them for this machine.
  VFLAGS += $(foreach f,-fstack-clash-protection -fcf-protection \
	-mbranch-protection=standard,$(shell $(CC) -Werror $(f) -x c -c \
	/dev/null -o /dev/null 2>/dev/null && echo $(f)))
  # A section for each function: the linker then drops what no program reaches,
  # and tests/tools/links.pl reads who calls whom from the same objects.
  VFLAGS += -ffunction-sections -fdata-sections
  MAP = -Wl,--gc-sections,-Map=$(B)/$(@F).map
endif

WARN := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion \
	-Wsign-conversion -Wformat=2 -Wundef -Wvla -Wcast-qual \
	-Wwrite-strings -Wpointer-arith -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wswitch-enum \
	-Wimplicit-fallthrough -Walloca -fno-common

PKG := pkg-config
LIB_base := jansson libcrypto libsodium libutf8proc yaml-0.1 libcmark libpcre2-8
LIB_store := sqlite3
LIB_record := libgit2 zlib
LIB_net := libcurl
LIB_station := libseccomp
LIB_relay := libseccomp
LIB_courier := libgit2 libseccomp
LIB_mirror := $(LIB_record) libseccomp
LIB_tui := ncursesw libqrencode
INC := $(shell $(PKG) --cflags-only-I $(LIB_base) $(LIB_store) $(LIB_record) \
	$(LIB_net) $(LIB_relay) $(LIB_tui) 2>/dev/null)
libs = $(shell $(PKG) --libs $(1) 2>/dev/null)

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DCRIER_VERSION='"$(VERSION)"' \
	-include core/base/banned.h -Icore -Iinclude -I. -Itests $(INC) $(WARN) \
	$(CFLAGS) $(VFLAGS) -fPIE -MMD -MP
# Packed, the 14,000 pointers in tables of a program that may lie anywhere cost
# a tenth less of its start.
ALL_LDFLAGS = $(VFLAGS) -pie -Wl,--as-needed -Wl,-z,relro,-z,now \
	-Wl,-z,noexecstack -Wl,-z,pack-relative-relocs $(LDFLAGS)

# ---- layers ---------------------------------------------------------------

LAYERS := base words lint domain letter wire export store record net link
src = $(wildcard core/$(1)/*.c core/$(1)/*/*.c)
obj = $(patsubst %.c,$(B)/obj/%.o,$(1))
lib = $(patsubst %,$(B)/lib%.a,$(1))

TUI_SRC := $(wildcard tui/*/*.c tui/*/*/*.c)
STATION_SRC := $(call src,station)
RELAY_SRC := $(call src,relay)
COURIER_SRC := $(call src,courier)
MIRROR_SRC := $(call src,mirror)

CRIER := $(B)/bin/crier
STATION := $(B)/libexec/crier/crier-station
RELAY := $(B)/libexec/crier/crier-relay
COURIER := $(B)/libexec/crier/crier-courier
MIRROR := $(B)/libexec/crier/crier-mirror
SHARE := $(B)/share/crier/playbooks
MO := $(B)/share/locale/zh_CN/LC_MESSAGES/crier.mo

.PHONY: all help deps demo check check-platforms check-unit cov bench clean \
	install format po tidy FORCE
all: $(CRIER) $(STATION) $(RELAY) $(COURIER) $(MIRROR) $(SHARE) $(MO)

$(CRIER): $(call obj,$(TUI_SRC)) $(call lib,link words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $(MAP) -o $@ $^ \
		$(call libs,$(LIB_tui) $(LIB_base))

$(STATION): $(call obj,$(STATION_SRC)) \
	$(call lib,store record link export wire letter domain lint words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $(MAP) -o $@ $^ \
		$(call libs,$(LIB_store) $(LIB_record) $(LIB_station) \
			$(LIB_base)) -lpthread

$(RELAY): $(call obj,$(RELAY_SRC)) \
	$(call lib,net link export wire domain lint words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $(MAP) -o $@ $^ \
		$(call libs,$(LIB_net) $(LIB_relay) $(LIB_base))

$(COURIER): $(call obj,$(COURIER_SRC)) \
	$(call lib,link domain lint words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $(MAP) -o $@ $^ \
		$(call libs,$(LIB_courier) $(LIB_base))
$(MIRROR): $(call obj,$(MIRROR_SRC)) \
	$(call lib,record link domain lint words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $(MAP) -o $@ $^ \
		$(call libs,$(LIB_mirror) $(LIB_base))

define layer_rule
$(B)/lib$(1).a: $(call obj,$(call src,$(1)))
	@mkdir -p $$(@D)
	@rm -f $$@
	@$(AR) rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer_rule,$(l))))

$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The compiler does not see what .incbin takes in.
$(B)/obj/core/record/scripts.o: $(wildcard core/record/texts/*/*)
$(B)/obj/core/station/record_export.o: core/station/texts/export.md
$(B)/obj/core/station/offline_exchange.o: $(wildcard core/station/texts/exchange/*)

$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(ALL_CFLAGS)' >$@

# The build tree is laid out as an installation, so that the programs find
# each other and their data the same way in both.
$(SHARE):
	@mkdir -p $(@D)
	@ln -sfn ../../../../playbooks $@

$(MO): tui/po/zh_CN.po
	@mkdir -p $(@D)
	@msgfmt --check -o $@ $<

# ---- tests ----------------------------------------------------------------

# tests/LAYER/*.c are cmocka programs. A pure layer's tests link only what the
# layer may see, so an arrow in the wrong direction does not link.
test_bins = $(patsubst tests/$(1)/%.c,$(B)/tests/$(1)/%,\
	$(wildcard tests/$(1)/test_*.c))
UNIT_LAYERS := base words lint domain letter wire export store record net link station relay courier \
	mirror tui
UNIT := $(foreach l,$(UNIT_LAYERS),$(call test_bins,$(l)))

NEED_base := base
NEED_words := words base
NEED_lint := lint words base
NEED_domain := domain lint words base
NEED_letter := letter domain lint words base
NEED_wire := wire domain lint words base
NEED_export := export domain lint words base
NEED_store := store domain lint words base
NEED_record := record domain lint words base
NEED_net := net wire domain lint words base
NEED_link := link domain lint words base
NEED_station := store record link export wire letter domain lint words base
NEED_relay := net link export wire domain lint words base
NEED_courier := link domain lint words base
NEED_mirror := record link domain lint words base
NEED_tui := link words base
TLIB_store := $(LIB_store)
TLIB_record := $(LIB_record)
TLIB_net := $(LIB_net)
TLIB_link := libseccomp
TLIB_station := $(LIB_store) $(LIB_record) $(LIB_station)
TLIB_relay := $(LIB_net) $(LIB_relay)
TLIB_courier := $(LIB_courier)
TLIB_mirror := $(LIB_mirror)
TLIB_tui := $(LIB_tui) vterm
# Objects of programs, less their main, for the tests of those folders.
TOBJ_station := $(filter-out core/station/main.c,$(STATION_SRC))
TOBJ_relay := $(filter-out core/relay/main.c,$(RELAY_SRC))
TOBJ_courier := $(filter-out core/courier/main.c,$(COURIER_SRC))
TOBJ_mirror := $(filter-out core/mirror/main.c,$(MIRROR_SRC))
TOBJ_tui := $(filter-out tui/cli/main.c,$(TUI_SRC))

# What stands in folders below is shared by the layer's tests.
define test_rule
$(B)/tests/$(1)/%: $(B)/obj/tests/$(1)/%.o \
	$(call obj,$(TOBJ_$(1)) $(wildcard tests/$(1)/*/*.c)) \
	$(call lib,$(NEED_$(1)))
	@mkdir -p $$(@D)
	$$(Q)$(CC) $(ALL_LDFLAGS) -o $$@ $$^ \
		$(call libs,cmocka $(TLIB_$(1)) $(LIB_base)) -lpthread
endef
$(foreach l,$(UNIT_LAYERS),$(eval $(call test_rule,$(l))))

# V=act: one program of the console's objects and the domain's checks.
$(B)/tests/acts/trial: $(B)/obj/tests/acts/trial.o $(call obj,$(TOBJ_tui)) \
	$(call lib,link domain lint words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ \
		$(call libs,cmocka $(LIB_tui) $(LIB_base)) -lpthread
act-bins: all $(B)/tests/acts/trial
.PHONY: act-bins

# Programs that tests use, and libraries that they preload.
tool = $(patsubst %.c,$(B)/%$(2),$(wildcard $(1)))
TOOLS := $(call tool,tests/tools/*.c) $(B)/tests/servers/platform \
	$(B)/tests/letter/post \
	$(call tool,tests/kill/*.c,.so) $(call tool,tests/frozen/*.c,.so) \
	$(call tool,tests/agent/*.c,.so)
BENCH := $(call tool,tests/bench/*.c)

$(B)/tests/tools/%: $(B)/obj/tests/tools/%.o $(call lib,words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call libs,$(LIB_base))

$(B)/tests/servers/platform: $(call obj,$(wildcard tests/servers/*.c)) \
	$(call lib,words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call libs,$(LIB_base))

$(B)/tests/%.so: tests/%.c $(B)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 -g -fPIC -shared -o $@ $< \
		-Wl,--as-needed -ldl -lcrypto

$(B)/tests/bench/%: $(B)/obj/tests/bench/%.o $(call lib,store record net link \
	export wire letter domain lint words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call libs,$(LIB_store) $(LIB_record) \
		$(LIB_net) $(LIB_base) libssl) -lpthread

# Only it draws by itself: what the console's first paint stands beside.
$(B)/tests/bench/blank: $(B)/obj/tests/bench/blank.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call libs,$(LIB_tui))

# V=fuzz: each program takes folders of seeds and runs until it is stopped;
# tests/fuzz/test_fuzz.sh runs each for some seconds, always the same ones.
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,\
	$(wildcard tests/fuzz/fuzz_*.c))
$(B)/tests/fuzz/%: $(B)/obj/tests/fuzz/%.o $(call lib,wire export letter domain lint words base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(call libs,$(LIB_base))

$(B)/tests/fuzz/fuzz_reader: $(B)/obj/tui/console/reader.o
fuzz-bins: $(FUZZ)
.PHONY: fuzz-bins
fuzz:
	@$(MAKE) --no-print-directory -j2 V=fuzz fuzz-bins
.PHONY: fuzz

tools: $(TOOLS)
bench-bins: $(BENCH)
unit-bins: all $(UNIT) $(TOOLS)
.PHONY: tools bench-bins unit-bins

check-unit: unit-bins
	B=$(B) tests/run.sh unit $(UNIT)

# Of what the unit tests run, and of what they do not.
cov: deps
	@$(MAKE) --no-print-directory -j2 V=cov unit-bins
	@find .build/cov -name '*.gcda' -delete
	@$(MAKE) --no-print-directory V=cov check-unit
	@tests/tools/cov.sh .build/cov

check: deps
	@$(MAKE) --no-print-directory -j2 V=release unit-bins
	@$(MAKE) --no-print-directory -j2 V=asan unit-bins
	@$(MAKE) --no-print-directory -j2 V=release bench-bins
	@$(MAKE) --no-print-directory -j2 V=fuzz fuzz-bins
	@$(MAKE) --no-print-directory -j2 V=act act-bins
	@$(MAKE) --no-print-directory tidy
	@tests/run.sh all

# Writes what this program makes of the frozen station, for a commit to show.
frozen: all tools
	rm -rf tests/frozen/0.1.0/want
	B=$(CURDIR)/$(B) tests/frozen/frozen.sh make tests/frozen/0.1.0 \
		tests/frozen/0.1.0/want
	git --no-pager diff --stat tests/frozen/0.1.0/want
.PHONY: frozen

check-platforms: deps
	@$(MAKE) --no-print-directory -j2 V=release all tools
	@tests/run.sh platforms

# What attackers try, and what came of it.
attack: deps
	@$(MAKE) --no-print-directory -j2 V=release all tools bench-bins
	@tests/attack/run.sh
.PHONY: attack

# Needs a registry of npm that this machine can reach.
check-sdks: deps
	@command -v npm >/dev/null || tests/tools/deps.sh $(DEB_SDKS)
	@$(MAKE) --no-print-directory -j2 V=release all tools
	@tests/run.sh sdks
.PHONY: check-sdks

bench: deps
	@tests/tools/deps.sh $(DEB_BENCH)
	@$(MAKE) --no-print-directory -j2 V=release all tools bench-bins
	@tests/bench/run.sh

# ---- set-up, install ------------------------------------------------------

deps:
	@tests/tools/deps.sh $(DEB_BUILD) $(DEB_TEST)

demo: deps
	@$(MAKE) --no-print-directory -s -j2 V=release all tools
	@tests/tools/demo.sh

D := $(DESTDIR)$(PREFIX)
UNITS := core/station/crier-station.service core/relay/crier-relay.service \
	core/courier/crier-courier.service \
	core/mirror/crier-mirror.service
install: all
	install -d $(D)/bin $(D)/libexec/crier $(D)/share/crier \
		$(D)/share/locale/zh_CN/LC_MESSAGES $(D)/share/man/man1 \
		$(D)/lib/systemd/system $(D)/lib/sysusers.d
	install -m 755 $(CRIER) $(D)/bin/crier
	install -m 755 $(STATION) $(RELAY) $(COURIER) $(MIRROR) $(D)/libexec/crier/
	install -m 644 $(MO) $(D)/share/locale/zh_CN/LC_MESSAGES/
	rm -rf $(D)/share/crier/playbooks
	cp -R playbooks $(D)/share/crier/
	chmod -R u=rwX,go=rX $(D)/share/crier/playbooks
	$(CRIER) help --man >$(D)/share/man/man1/crier.1
	install -m 644 core/station/crier.sysusers \
		$(D)/lib/sysusers.d/crier.conf
	for u in $(UNITS); do sed 's|@PREFIX@|$(PREFIX)|g' $$u \
		>$(D)/lib/systemd/system/$${u##*/} || exit 1; done
	chmod 644 $(D)/share/man/man1/crier.1 \
		$(D)/lib/systemd/system/crier-*.service

clean:
	rm -rf .build

# What differs from HEAD, and what git does not know yet.
format:
	@tests/tools/format.sh

# Takes new texts of the program into the translation; then fill them in.
po:
	@mkdir -p $(B)
	xgettext -k_ -kN_ -ksay_n:1,2 --from-code=UTF-8 --no-location -F \
		-o $(B)/crier.pot $(sort $(TUI_SRC) $(wildcard tui/*/*.h tui/*/*/*.h))
	msgmerge -q --no-fuzzy-matching --no-wrap -U --backup=none \
		tui/po/zh_CN.po $(B)/crier.pot
	msgattrib --no-obsolete --no-wrap -o tui/po/zh_CN.po tui/po/zh_CN.po
	msgfmt --check --statistics -o /dev/null tui/po/zh_CN.po

# A stamp for each file, as objects have, so that the second run reads only
# what changed. The analyzer leaves a function after as many states as clang's
# own shallow mode does, but still follows calls as its deep mode: with three
# times the states a run takes two and a half times as long.
TIDY_FLAGS = -Xclang -analyzer-config -Xclang max-nodes=75000 \
	-std=c11 -D_GNU_SOURCE -DCRIER_VERSION='"$(VERSION)"' \
	-include core/base/banned.h -Icore -Iinclude -I. $(INC) \
	$(if $(filter %/err.c %/refusal.c,$<),,-include tests/tools/tidy.h)
TIDY := $(patsubst %.c,.build/tidy/%.ok,$(foreach l,$(LAYERS),$(call src,$(l))) \
	$(STATION_SRC) $(RELAY_SRC) $(COURIER_SRC) $(MIRROR_SRC) $(TUI_SRC))
.build/tidy/%.ok: %.c .clang-tidy
	@mkdir -p $(@D)
	@clang -MM -MP -MT $@ -MF $(@:.ok=.d) $(TIDY_FLAGS) $<
	@echo '  tidy/$<'
	@clang-tidy --quiet --warnings-as-errors='*' $< -- $(TIDY_FLAGS) \
		>$(@:.ok=.log) 2>&1 || { cat $(@:.ok=.log); exit 1; }
	@touch $@
tidy-all: $(TIDY)
.PHONY: tidy-all
tidy:
	@$(MAKE) --no-print-directory -k -j2 tidy-all

define HELP
make all              the same as make alone
make check-unit       this variant's unit tests alone
make check-platforms  publish to real servers: web, mail, files
make check-sdks       the doubles of platforms against others' software
make frozen           write what the frozen station answers now
make attack           what somebody tries who means harm, and what came of it
make bench            print the figures
make cov              lines that the unit tests run, by folder
make fuzz             build the fuzz targets (clang)
make tidy             clang-tidy over what changed since the last run
make format           clang-format over what differs from HEAD
make po               take new texts into the translation
make install          with PREFIX and DESTDIR
make deps             install missing Debian packages only
make clean            remove .build

V=release (default), debug, asan, cov or fuzz picks a variant; VERBOSE=1 shows
the commands; CC, CFLAGS and LDFLAGS are taken as usual.
endef
export HELP
help:
	@sed -n 's/^#   \(make.*\)/\1/p' Makefile
	@echo "$$HELP"

-include $(shell find $(B)/obj .build/tidy -name '*.d' 2>/dev/null)
.SECONDARY:
