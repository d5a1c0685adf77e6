/** ICU keeps the name that a zone was first known by; the IANA database has renamed these since. */
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

/** Every zone by the name it has today, in the order of the alphabet. */
export const ZONE_NAMES: readonly string[] = [
  ...new Set([...Intl.supportedValuesOf('timeZone').map(todaysName), 'UTC']),
].sort()

const SPELLINGS = new Map(ZONE_NAMES.map((name) => [name.toLowerCase(), name]))

/** A zone's name as it is written today: "asia/calcutta" is "Asia/Kolkata". The zone must exist. */
export function canonicalZone(zone: string): string {
  const listed = SPELLINGS.get(zone.toLowerCase())
  if (listed) return listed
  return todaysName(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone)
}

/** The same zone under today's name, if it was renamed. */
export function todaysName(zone: string): string {
  return RENAMED[zone] ?? zone
}
