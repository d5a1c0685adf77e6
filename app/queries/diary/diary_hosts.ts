import db from '@adonisjs/lucid/services/db'
import { type HostKind, IS_GIVEN_ALONE } from '#models/availability/host'
import { WEEKLY_HOURS } from '#queries/availability/availability_rows'
import type { Buffers } from '#scheduling/rules/buffers'
import type { DateHours, Span, WeeklyRange } from '#scheduling/types'
import { sql } from '#transactions'

export interface DatedHours extends DateHours {
  reason: string | null
}

/** What has to be free for a booking. */
export interface Fitting extends Buffers {
  durationMinutes: number
}

export interface DiaryHost {
  id: number
  userId: number | null
  name: string
  kind: HostKind
  timeZone: string
  isActive: boolean
  weeklyHours: WeeklyRange[]
  overrides: DatedHours[]
  /** The shortest of each service that they give; of a room, those that no person goes with. */
  shortest: readonly Fitting[]
}

interface HostsWanted {
  businessId: number
  /** Their own column comes first. */
  userId: number
  span: Span
  /** Nobody else. */
  hostId?: number
}

/** The most that a zone's day differs from UTC's, and an opening that began the day before. */
const REACH = 2 * 86_400_000

export function diaryHosts({
  businessId,
  userId,
  span,
  hostId,
}: HostsWanted): Promise<DiaryHost[]> {
  return sql<DiaryHost>(
    db.connection(),
    `select hosts.id, hosts.user_id as "userId", hosts.name, hosts.kind, hosts.time_zone as "timeZone",
       hosts.is_active as "isActive", ${WEEKLY_HOURS} as "weeklyHours",
       (select coalesce(jsonb_agg(jsonb_build_object(
            'date', date, 'windows', windows, 'reason', reason)), '[]')
          from date_overrides where host_id = hosts.id
           and date between cast(:from as date) and cast(:until as date)) as overrides,
       (select coalesce(jsonb_agg(distinct jsonb_build_object(
            'durationMinutes', (select min(length)
               from unnest(services.durations || services.duration_minutes) as length),
            'bufferBeforeMinutes', coalesce(services.buffer_before_minutes, 0),
            'bufferAfterMinutes',
            coalesce(services.buffer_after_minutes, settings.buffer_time_minutes))), '[]')
          from service_hosts
          join services on services.id = service_hosts.service_id and services.is_active
            and not services.is_planned_only
            and ${IS_GIVEN_ALONE}
         where service_hosts.host_id = hosts.id) as shortest
     from hosts join booking_settings as settings using (business_id)
     where hosts.business_id = :businessId
       and hosts.id = coalesce(cast(:hostId as bigint), hosts.id)
     order by hosts.user_id is distinct from :userId, hosts.position, hosts.id`,
    {
      businessId,
      userId,
      hostId: hostId ?? null,
      from: new Date(span.start - REACH).toISOString(),
      until: new Date(span.end + REACH).toISOString(),
    }
  )
}
