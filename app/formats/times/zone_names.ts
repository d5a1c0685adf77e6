/** ICU keeps a zone's first name; the IANA database has renamed these since. */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

export const ZONE_NAMES: readonly string[] = [
  ...new Set([...Intl.supportedValuesOf('timeZone').map(todaysName), 'UTC']),
].sort()

const SPELLINGS = new Map(ZONE_NAMES.map((name) => [name.toLowerCase(), name]))

/** "Asia/Kolkata" for "asia/calcutta". The zone must exist. */
export function canonicalZone(zone: string): string {
  const listed = SPELLINGS.get(zone.toLowerCase())
  if (listed) return listed
  return todaysName(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone)
}

export function todaysName(zone: string): string {
  return RENAMED[zone] ?? zone
}
