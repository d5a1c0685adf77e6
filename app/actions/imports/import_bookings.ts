import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import TakeInOutsideBooking from '#actions/outside/take_in_outside_booking'
import BookingImport, { type RowOutcome } from '#models/imports/booking_import'
import { importedBooking, type ImportedBooking } from '#models/imports/imported_booking'
import OutsideBooking from '#models/outside/outside_booking'
import { FOUND_HERE } from '#models/outside/outside_service'
import type Service from '#models/services/service'
import Business from '#models/settings/business'
import { foreseeBooking, type PlannedTime } from '#queries/imports/foresee_booking'
import { hostByAddress } from '#queries/outside/host_by_address'
import { inTransaction, sql } from '#transactions'

const BATCH = 25

interface Left {
  line: number
  cells: string[]
}

type Wanted = ImportedBooking & { of: Service }

/** Which booking it is, or why it is none. */
interface ReadRow {
  line: number
  wanted: Wanted | RowOutcome
}

/** A row that can be brought in, and the times that it takes. */
interface Plan {
  uid: string
  times: PlannedTime[]
}

/**
 * A row at a time, each booked by itself as any other: where it is stopped in between, the next run
 * goes on with what is left, and what was brought in before is known again.
 */
export default class ImportBookings {
  async handle(): Promise<void> {
    while (await this.batch()) continue
  }

  /** The file is held by one worker while it lasts. */
  private batch(): Promise<boolean> {
    return inTransaction(async (trx) => {
      const open = await BookingImport.query({ client: trx })
        .whereIn('status', ['checking', 'running'])
        .orderBy('id')
        .forUpdate()
        .skipLocked()
        .first()
      if (!open) return false
      const isDry = open.status === 'checking'
      const left = await sql<Left>(
        trx,
        isDry
          ? `select line, cells from booking_import_rows
              where import_id = :id and foreseen is null order by line limit ${BATCH}`
          : `select line, cells from booking_import_rows
              where import_id = :id and outcome is null order by line limit ${BATCH}`,
        { id: open.id }
      )
      if (left.length === 0) {
        await open.merge({ status: isDry ? 'checked' : 'done' }).save()
        return true
      }
      const business = await Business.findOrFail(open.businessId)
      const services = await business
        .related('services')
        .query()
        .whereNull('archived_at')
        .orderBy('is_active', 'desc')
        .orderBy('id')
      const rows = left.map(({ line, cells }) => {
        return { line, wanted: this.read(open, { business, services, cells }) }
      })
      if (isDry) await this.foresee(trx, open, rows)
      else for (const row of rows) await this.bring(open, row)
      return true
    })
  }

  private read(
    kept: BookingImport,
    { business, services, cells }: { business: Business; services: Service[]; cells: string[] }
  ): Wanted | RowOutcome {
    const { titles, columns, isDayFirst } = kept
    const { timeZone } = business
    const read = importedBooking(cells, { titles, columns, isDayFirst, timeZone })
    if (typeof read === 'string') return read
    if (read.startsAt <= DateTime.utc()) return 'past'
    const named = read.service.toLowerCase()
    const of =
      services.find(({ name }) => name.toLowerCase() === named) ??
      services.find(({ id }) => id === kept.serviceId)
    return of ? { ...read, of } : 'service'
  }

  private async foresee(trx: Transaction, kept: BookingImport, rows: ReadRow[]): Promise<void> {
    const known = await this.knownOf(kept, rows)
    const plans = await this.plansOf(trx, kept)
    const foreseen = []
    for (const { line, wanted } of rows) {
      foreseen.push({ line, ...(await this.foreseeRow(kept, wanted, { known, plans })) })
    }
    await sql(
      trx,
      `update booking_import_rows set foreseen = kept->>'outcome', planned = kept->'planned'
        from jsonb_array_elements(cast(:foreseen as jsonb)) as kept
        where import_id = :id and line = cast(kept->>'line' as integer)`,
      { id: kept.id, foreseen: JSON.stringify(foreseen) }
    )
  }

  private async foreseeRow(
    kept: BookingImport,
    wanted: ReadRow['wanted'],
    { known, plans }: { known: ReadonlySet<string>; plans: Plan[] }
  ): Promise<{ outcome: RowOutcome; planned?: Plan }> {
    if (typeof wanted === 'string') return { outcome: wanted }
    const { uid } = wanted
    if (known.has(uid)) return { outcome: 'known' }
    if (plans.some((plan) => plan.uid === uid)) return { outcome: 'repeated' }
    const before = plans.flatMap(({ times }) => times)
    const { outcome, planned: times } = await this.tryOut(kept, wanted, before)
    const planned = { uid, times }
    if (outcome === 'ready') plans.push(planned)
    return { outcome, planned }
  }

  private async knownOf(
    { businessId, source }: BookingImport,
    rows: ReadRow[]
  ): Promise<Set<string>> {
    const uids = rows.flatMap(({ wanted }) => (typeof wanted === 'string' ? [] : wanted.uid))
    const known = await OutsideBooking.query()
      .where({ businessId, source, state: 'settled' })
      .whereIn('uid', uids)
      .select('uid')
    return new Set(known.map(({ uid }) => uid))
  }

  /** What the rows before these would bring in. */
  private async plansOf(trx: Transaction, { id }: BookingImport): Promise<Plan[]> {
    const rows = await sql<{ planned: Plan }>(
      trx,
      `select planned from booking_import_rows
        where import_id = :id and foreseen = 'ready' and jsonb_typeof(planned) = 'object'`,
      { id }
    )
    return rows.map(({ planned }) => planned)
  }

  private async tryOut(
    { businessId }: BookingImport,
    { startsAt, endsAt, staffEmail, of }: Wanted,
    before: readonly PlannedTime[]
  ) {
    const minutes = endsAt ? endsAt.diff(startsAt, 'minutes').minutes : of.durationMinutes
    const wanted = {
      ...{ businessId, serviceId: of.id, hostId: await hostByAddress(of, staffEmail) },
      startsAt: startsAt.toMillis(),
      durationMinutes: minutes === of.durationMinutes ? null : minutes,
    }
    return foreseeBooking(wanted, before)
  }

  /** What came of it is written down with each, so that the next run goes on behind it. */
  private async bring(kept: BookingImport, { line, wanted }: ReadRow): Promise<void> {
    const came =
      typeof wanted === 'string'
        ? { outcome: wanted, outsideId: null }
        : await this.takeIn(kept, wanted)
    await sql(
      db.connection(),
      `update booking_import_rows
          set outside_booking_id = cast(:outsideId as bigint),
            outcome = case when :outcome = 'booked' and exists (
              select from booking_import_rows as earlier
               where earlier.import_id = :id and earlier.outcome = 'booked'
                 and earlier.outside_booking_id = cast(:outsideId as bigint))
              then 'repeated' else :outcome end
        where import_id = :id and line = :line`,
      { id: kept.id, line, ...came }
    )
  }

  private async takeIn(
    kept: BookingImport,
    wanted: Wanted
  ): Promise<{ outcome: RowOutcome; outsideId: number }> {
    const { id: outsideId, isWanted } = await this.keep(kept, wanted)
    await new TakeInOutsideBooking().handle({ outsideId })
    const outside = await OutsideBooking.findOrFail(outsideId)
    const isNew = isWanted || outside.createdAt >= kept.createdAt
    return { outcome: cameOf(outside, isNew), outsideId }
  }

  /** One that was kept the last time is tried again. */
  private async keep(
    { businessId, source }: BookingImport,
    { uid, startsAt, endsAt, of, ...read }: Wanted
  ): Promise<{ id: number; isWanted: boolean }> {
    const ends = endsAt ?? startsAt.plus({ minutes: of.durationMinutes })
    const [row] = await sql<{ id: number; isWanted: boolean }>(
      db.connection(),
      `with service as (
         insert into outside_services (business_id, source, remote_id, name, service_id)
         values (:businessId, :source, '${FOUND_HERE}' || cast(:serviceId as text), :serviceName, :serviceId)
         on conflict (business_id, source, remote_id) do update set service_id = :serviceId
         returning id
       )
       insert into outside_bookings
         (business_id, source, uid, outside_service_id, host_email, starts_at, ends_at, client_name,
          client_email, client_phone, client_time_zone, notes, told_at)
       select :businessId, :source, :uid, service.id, :staffEmail, :startsAt, :endsAt, :name,
         :email, :phone, '', :notes, clock_timestamp()
         from service
       on conflict (business_id, source, uid) do update
         set state = case outside_bookings.state when 'kept' then 'wanted'
             else outside_bookings.state end
       returning id, state = 'wanted' as "isWanted"`,
      {
        ...{ businessId, source, uid, serviceId: of.id, serviceName: of.name },
        ...{ startsAt: startsAt.toJSDate(), endsAt: ends.toJSDate() },
        ...{ staffEmail: read.staffEmail, name: read.name, email: read.email },
        ...{ phone: read.phone, notes: read.notes },
      }
    )
    return row
  }
}

function cameOf({ state, problem }: OutsideBooking, isNew: boolean): RowOutcome {
  if (state === 'settled') return isNew ? 'booked' : 'known'
  if (state === 'wanted') return 'failed'
  return problem === 'length_not_offered' ? problem : 'taken'
}
