// SPDX-License-Identifier: MIT
#include "host/explain/written_time.h"

#include <array>
#include <charconv>

namespace eb {
namespace {

struct WrittenDate {
  std::string_view tag;
  std::array<std::string_view, 12> months;  // as they stand within a date (CLDR, format wide)
  std::string_view pattern;
};

constexpr std::array<WrittenDate, 14> written_dates{
    {{"ar",
      {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
      "{day} {month} {year}، {time}"},
     {"da",
      {"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
       "december"},
      "{day}. {month} {year} kl. {time}"},
     {"de",
      {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
       "Dezember"},
      "{day}. {month} {year} um {time} Uhr"},
     {"en",
      {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
       "December"},
      "{day} {month} {year}, {time}"},
     {"es",
      {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
       "diciembre"},
      "{day} de {month} de {year}, {time}"},
     {"fi",
      {"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta",
       "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"},
      "{day}. {month} {year} klo {time}"},
     {"fr",
      {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
       "décembre"},
      "{day} {month} {year} à {time}"},
     {"it",
      {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
       "novembre", "dicembre"},
      "{day} {month} {year}, ore {time}"},
     {"ja",
      {"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
      "{year}年{month}{day}日 {time}"},
     {"nb",
      {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
       "desember"},
      "{day}. {month} {year} kl. {time}"},
     {"nl",
      {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
       "december"},
      "{day} {month} {year} om {time}"},
     {"pl",
      {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
       "listopada", "grudnia"},
      "{day} {month} {year} r., godz. {time}"},
     {"pt",
      {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
       "dezembro"},
      "{day} de {month} de {year} às {time}"},
     {"sv",
      {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
       "december"},
      "{day} {month} {year} kl. {time}"}}};

std::string filled(std::string_view pattern, std::string_view name, std::string_view value) {
  std::string out(pattern);
  const std::size_t at = out.find(name);
  if (at != std::string::npos) out.replace(at, name.size(), value);
  return out;
}

// `size` digits at `at`; -1 if something else stands there.
int number(std::string_view text, std::size_t at, std::size_t size) {
  int value = 0;
  if (at + size > text.size()) return -1;
  const char* end = text.data() + at + size;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value);
  return error == std::errc{} && stop == end ? value : -1;
}

}  // namespace

std::string written_time(std::string_view rfc3339, std::string_view language) {
  const int month = number(rfc3339, 5, 2);
  const int day = number(rfc3339, 8, 2);
  const int hour = number(rfc3339, 11, 2);
  const int minute = number(rfc3339, 14, 2);
  if (number(rfc3339, 0, 4) < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59)
    return {};
  const std::string time(rfc3339.substr(11, 5));
  const std::string year(rfc3339.substr(0, 4));
  for (const WrittenDate& known : written_dates) {
    if (known.tag != language) continue;
    std::string out = filled(known.pattern, "{day}", std::to_string(day));
    out = filled(out, "{month}", known.months.at(static_cast<std::size_t>(month - 1)));
    return filled(filled(out, "{year}", year), "{time}", time);
  }
  return std::string(rfc3339.substr(0, 10)) + " " + time;
}

}  // namespace eb
