import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { hasPlanned, IS_LIMITED, ROOMS_ALONG } from '#claims'
import type BookingSettings from '#models/settings/booking_settings'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import {
  type VersionRow,
  VERSIONS,
  VERSIONS_OF_SERVICE,
  Versions,
} from '#queries/availability_versions'
import { jsonPairs, SERVICE_READ, servicePairs, SETTINGS_READ } from '#queries/json_rows'
import { sql } from '#transactions'

// prettier-ignore
const SETTINGS = [
  ...SETTINGS_READ, 'autoApproveReturningClients', 'acceptsCompetingRequests', 'bookingExpiryHours',
] as const satisfies (keyof BookingSettings)[]

// prettier-ignore
const SERVICE = [
  ...SERVICE_READ, 'businessId', 'requiresApproval', 'acceptsCompetingRequests',
] as const satisfies (keyof Service)[]

export interface BookedBusiness extends Pick<
  Business,
  'id' | 'currency' | 'weekStartsOn' | 'timeZone' | 'locale'
> {
  settings: Pick<BookingSettings, (typeof SETTINGS)[number]>
}

export interface BookedService extends Pick<Service, (typeof SERVICE)[number] | 'price'> {
  hostIds?: readonly number[]
  alongIds?: readonly number[]
}

export interface Bookable {
  business: BookedBusiness & {
    versions: Versions
  }
  service: BookedService
  now: DateTime
}

/** Its limits count bookings with any host, and sessions take the time of any service. */
const NEEDS_ALL_VERSIONS = `
  ${IS_LIMITED} or services.capacity > 1 or services.is_planned_only
    or ${hasPlanned('services.id', 'clock_timestamp()')}`

const BOOKABLE = `
  select clock_timestamp() as now, ${NEEDS_ALL_VERSIONS} as "areAll",
    case when ${NEEDS_ALL_VERSIONS} then ${VERSIONS} else ${VERSIONS_OF_SERVICE} end as marks,
    json_build_object('id', businesses.id, 'currency', businesses.currency,
      'weekStartsOn', businesses.week_starts_on, 'timeZone', businesses.time_zone,
      'locale', businesses.locale,
      'settings', json_build_object(${jsonPairs('booking_settings', SETTINGS)})) as business,
    json_build_object(${servicePairs(SERVICE)},
      'hostIds', (select coalesce(json_agg(host_id order by host_id), '[]')
        from service_hosts where service_id = services.id),
      'alongIds', ${ROOMS_ALONG}) as service
  from services
    join businesses on businesses.id = services.business_id
    join booking_settings on booking_settings.business_id = businesses.id
  where services.id = :serviceId and services.business_id = :businessId`

export async function findBookable(
  client: QueryClient,
  wanted: { businessId: number; serviceId: number }
): Promise<Bookable | null> {
  const { businessId, serviceId } = wanted
  const [row] = await sql<{
    now: Date
    areAll: boolean
    marks: VersionRow[]
    business: BookedBusiness
    service: BookedService
  }>(client, BOOKABLE, { businessId, serviceId })
  if (!row) return null
  const { business, service, marks, areAll } = row
  const now = DateTime.fromJSDate(row.now, { zone: 'utc' })
  return { business: { ...business, versions: new Versions(marks, { areAll }) }, service, now }
}
