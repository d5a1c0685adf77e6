import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { loadSessions, loadTaken, type SessionRow, type TakenRow, type TakenWanted } from '#claims'
import {
  type AvailabilityRows,
  type HostRow,
  loadAvailabilityRows,
  loadHosts,
  type RowsWanted,
  takenWanted,
  withPlanned,
} from '#queries/availability/availability_rows'
import { type VersionRow, VERSIONS, Versions } from '#queries/availability_versions'
import { Memory } from '#queries/memory'
import { sql } from '#transactions'

const DAY = 86_400_000

const ELSEWHERE = 0

interface Part<Rows> {
  version: string | null
  rows: Promise<Rows>
}

/** Each part has its own version, so that a booking makes only its own hosts' claims old. */
interface Calendar {
  hosts?: Part<HostRow[]>
  sessions?: Part<SessionRow[]>
  taken: Map<number, Part<TakenRow[]>>
}

const calendars = new Memory<Calendar>()

export const cacheFigures = { hits: 0, misses: 0 }

/** Versions are read before the rows, so rows can only be newer: no old answer is found. */
export async function cachedAvailabilityRows(
  client: QueryClient,
  request: RowsWanted,
  known?: Versions
): Promise<AvailabilityRows> {
  if (!Memory.isOn) return loadAvailabilityRows(client, request)
  const { wanted: whole, key } = calendarOf(request)
  let versions = known && isToldBy(known, whole) ? known : await versionsOf(client, whole)
  const calendar = calendars.get(key) ?? calendars.set(key, { taken: new Map() })
  let isHit = true

  const ofHosts = versionOfHosts(whole, versions)
  if (calendar.hosts?.version !== ofHosts) {
    calendar.hosts = partOf(ofHosts, loadHosts(client, whole))
    isHit = false
  }
  const hosts = await calendar.hosts.rows
  const wanted = withPlanned(hosts, whole)
  if (!isToldBy(versions, wanted)) versions = await versionsOf(client, wanted)
  const claims = takenWanted(hosts, wanted)
  const old = oldParts(calendar, claims, versions)
  if (old.length > 0) {
    const read = loadParts(
      client,
      claims,
      old.map(([id]) => id)
    )
    for (const [id, version] of old) {
      calendar.taken.set(
        id,
        partOf(
          version,
          read.then((rows) => rows.get(id) ?? [])
        )
      )
    }
    isHit = false
  }
  if (hasOldSessions(calendar, wanted, versions)) {
    calendar.sessions = partOf(versions.everything, loadSessions(client, wanted))
    isHit = false
  }
  cacheFigures[isHit ? 'hits' : 'misses']++
  return rowsOf(calendar, hosts, claims)
}

export async function keptAvailabilityRows(
  request: RowsWanted,
  versions: Versions
): Promise<AvailabilityRows | null> {
  if (!isToldBy(versions, request)) return null
  const { wanted: whole, key } = calendarOf(request)
  const calendar = calendars.get(key)
  if (calendar?.hosts?.version !== versionOfHosts(whole, versions)) return null
  const hosts = await calendar.hosts.rows
  const wanted = withPlanned(hosts, whole)
  if (!isToldBy(versions, wanted)) return null
  const claims = takenWanted(hosts, wanted)
  const isOld =
    oldParts(calendar, claims, versions).length > 0 || hasOldSessions(calendar, wanted, versions)
  return isOld ? null : rowsOf(calendar, hosts, claims)
}

function isToldBy({ everything }: Versions, { countedIds, groupIds }: RowsWanted): boolean {
  return everything !== null || (countedIds.length === 0 && groupIds.length === 0)
}

/** Whole days, so that questions which begin now and a moment later share it. */
function calendarOf(request: RowsWanted) {
  const { start, end } = request.range
  const range = { start: Math.floor(start / DAY) * DAY, end: Math.ceil(end / DAY) * DAY }
  const wanted = { ...request, range }
  return { wanted, key: JSON.stringify(wanted) }
}

function versionOfHosts({ serviceIds, groupIds }: RowsWanted, versions: Versions): string {
  const alone = serviceIds.filter((id) => !groupIds.includes(id))
  return [versions.catalogue, ...alone.map((id) => versions.sessionsOf(id))].join()
}

function oldParts({ taken }: Calendar, claims: TakenWanted, versions: Versions) {
  return [...partsOf(claims, versions)].filter(
    ([id, version]) => taken.get(id)?.version !== version
  )
}

function hasOldSessions({ sessions }: Calendar, { groupIds }: RowsWanted, versions: Versions) {
  return groupIds.length > 0 && sessions?.version !== versions.everything
}

async function rowsOf(
  calendar: Calendar,
  hosts: HostRow[],
  claims: TakenWanted
): Promise<AvailabilityRows> {
  const parts = idsOf(claims).map((id) => calendar.taken.get(id)?.rows ?? [])
  const [sessions, ...taken] = await Promise.all([calendar.sessions?.rows ?? [], ...parts])
  return { hosts, taken: taken.flat(), sessions }
}

function partsOf(claims: TakenWanted, versions: Versions): Map<number, string> {
  const { span } = claims
  const versionOf = (id: number) =>
    id === ELSEWHERE ? versions.everything : versions.calendarOf(id)
  return new Map(idsOf(claims).map((id) => [id, `${span.start} ${versionOf(id)}`]))
}

function idsOf({ hostIds, countedIds }: TakenWanted): readonly number[] {
  return countedIds.length > 0 ? [...hostIds, ELSEWHERE] : hostIds
}

async function loadParts(
  client: QueryClient,
  { countedIds, askedIds, span }: TakenWanted,
  ids: readonly number[]
): Promise<Map<number, TakenRow[]>> {
  const rows = await loadTaken(client, {
    hostIds: ids.filter((id) => id !== ELSEWHERE),
    countedIds: ids.includes(ELSEWHERE) ? countedIds : [],
    askedIds,
    span,
  })
  return Map.groupBy(rows, ({ hostId }) => (askedIds.includes(hostId) ? hostId : ELSEWHERE))
}

function partOf<Rows>(version: string | null, rows: Promise<Rows>): Part<Rows> {
  const part: Part<Rows> = { version, rows }
  // Those who wait for it get the error; nobody after them does.
  rows.catch(() => (part.version = null))
  return part
}

async function versionsOf(client: QueryClient, { serviceIds }: RowsWanted): Promise<Versions> {
  const rows = await sql<{ marks: VersionRow[] }>(
    client,
    `select ${VERSIONS} as marks from businesses
     where id in (select business_id from services where id = any (cast(:serviceIds as bigint[])))`,
    { serviceIds: [...serviceIds] }
  )
  return new Versions(rows.flatMap(({ marks }) => marks))
}
