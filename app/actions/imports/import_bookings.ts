import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import TakeInOutsideBooking from '#actions/outside/take_in_outside_booking'
import BookingImport, { type RowOutcome } from '#models/imports/booking_import'
import { importedBooking, type ImportedBooking } from '#models/imports/imported_booking'
import OutsideBooking from '#models/outside/outside_booking'
import type Service from '#models/services/service'
import Business from '#models/settings/business'
import { foreseeBooking } from '#queries/imports/foresee_booking'
import { inTransaction, sql } from '#transactions'

const BATCH = 25

/** Of services that were found here, so that nobody is asked which they are. */
const HERE = 'here-'

interface Left {
  line: number
  cells: string[]
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
        .where('is_active', true)
        .orderBy('id')
      for (const { line, cells } of left) {
        const wanted = this.read(open, { business, services, cells })
        const result =
          typeof wanted === 'string'
            ? { outcome: wanted, outsideId: null }
            : isDry
              ? { outcome: await this.foresee(open, wanted), outsideId: null }
              : await this.bring(open, wanted)
        await this.note(open, line, { ...result, isDry })
      }
      return true
    })
  }

  private read(
    kept: BookingImport,
    { business, services, cells }: { business: Business; services: Service[]; cells: string[] }
  ): (ImportedBooking & { of: Service }) | RowOutcome {
    const read = importedBooking(cells, {
      ...kept.$attributes,
      timeZone: business.timeZone,
    } as never)
    if (typeof read === 'string') return read
    if (read.startsAt <= DateTime.utc()) return 'past'
    const named = read.service.toLowerCase()
    const of =
      services.find(({ name }) => name.toLowerCase() === named) ??
      services.find(({ id }) => id === kept.serviceId)
    return of ? { ...read, of } : 'service'
  }

  private async foresee(
    { businessId, source }: BookingImport,
    { uid, startsAt, endsAt, of }: ImportedBooking & { of: Service }
  ): Promise<RowOutcome> {
    const known = await OutsideBooking.query()
      .where({ businessId, source, uid, state: 'settled' })
      .first()
    if (known) return 'known'
    const minutes = endsAt ? endsAt.diff(startsAt, 'minutes').minutes : of.durationMinutes
    return foreseeBooking({
      ...{ businessId, serviceId: of.id, hostId: null, startsAt: startsAt.toMillis() },
      durationMinutes: minutes === of.durationMinutes ? null : minutes,
    })
  }

  private async bring(
    { businessId, source, createdAt }: BookingImport,
    wanted: ImportedBooking & { of: Service }
  ): Promise<{ outcome: RowOutcome; outsideId: number }> {
    const outside = await this.keep({ businessId, source }, wanted)
    await new TakeInOutsideBooking().handle({ outsideId: outside.id })
    await outside.refresh()
    return { outcome: outcomeOf(outside, createdAt), outsideId: outside.id }
  }

  /** One that was kept the last time is tried again. */
  private async keep(
    { businessId, source }: Pick<BookingImport, 'businessId' | 'source'>,
    { uid, startsAt, endsAt, of, ...read }: ImportedBooking & { of: Service }
  ): Promise<OutsideBooking> {
    const ends = endsAt ?? startsAt.plus({ minutes: of.durationMinutes })
    const [{ id }] = await sql<{ id: number }>(
      db.connection(),
      `with service as (
         insert into outside_services (business_id, source, remote_id, name, service_id)
         values (:businessId, :source, '${HERE}' || cast(:serviceId as text), :serviceName, :serviceId)
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
       returning id`,
      {
        ...{ businessId, source, uid, serviceId: of.id, serviceName: of.name },
        ...{ startsAt: startsAt.toJSDate(), endsAt: ends.toJSDate() },
        ...{ staffEmail: read.staffEmail, name: read.name, email: read.email },
        ...{ phone: read.phone, notes: read.notes },
      }
    )
    return OutsideBooking.findOrFail(id)
  }

  private async note(
    { id }: BookingImport,
    line: number,
    { outcome, outsideId, isDry }: { outcome: RowOutcome; outsideId: number | null; isDry: boolean }
  ): Promise<void> {
    await sql(
      db.connection(),
      isDry
        ? `update booking_import_rows set foreseen = :outcome
            where import_id = :id and line = :line`
        : `update booking_import_rows
            set outcome = :outcome, outside_booking_id = cast(:outsideId as bigint)
            where import_id = :id and line = :line`,
      { id, line, outcome, ...(!isDry && { outsideId }) }
    )
  }
}

function outcomeOf({ state, problem, createdAt }: OutsideBooking, since: DateTime): RowOutcome {
  if (state === 'settled') return createdAt >= since ? 'booked' : 'known'
  if (state === 'wanted') return 'failed'
  return problem === 'length_not_offered' ? problem : 'taken'
}
