import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import BeginBookingImport from '#actions/imports/begin_booking_import'
import CheckBookingImport from '#actions/imports/check_booking_import'
import KeepBookingImport from '#actions/imports/keep_booking_import'
import limits from '#config/imports'
import { askForImport, IMPORT_LIMITS } from '#controllers/owner/imports/ask_for_import'
import { waitForImport } from '#controllers/owner/imports/wait_for_import'
import type BookingImport from '#models/imports/booking_import'
import { addressOf } from '#pages/address_of'
import { bookingImportPage } from '#pages/owner/imports/booking_import_page'
import { findBookingImport } from '#queries/imports/booking_imports'
import { readCsv, UnreadableCsv } from '#services/csv_reader'
import { readIcs, UnreadableIcs } from '#services/ics_reader'
import { emptyForm, type Form, submittedVersion } from '#validators/form'
import { bookingColumnsOf } from '#validators/imports/booking_import_form'

const SECONDS = 3

/** Bookings from a file of another program: read, looked at, and only then brought in. */
export default class BookingImportsController {
  create(ctx: HttpContext) {
    return askForImport(ctx, emptyForm({ from: 'calcom' }))
  }

  async store(ctx: HttpContext) {
    const { business, by, response, upload } = ctx
    if (!upload || upload.fileName === '') return this.refuse(ctx, 'missing')
    if (!upload.bytes) return this.refuse(ctx, 'too_large')
    const wait = await waitForImport(ctx)
    if (wait) return askForImport(ctx, atFile(wait), 429)
    try {
      const kept = await new KeepBookingImport().handle({
        ...{ businessId: business.id, fileName: upload.fileName.slice(0, 255), by },
        file: await this.fileIn(ctx, upload.bytes),
        isDayFirst: !/^en-(us|ph)$/i.test(business.locale),
      })
      return response.redirect().status(303).toPath(pageOf(kept))
    } catch (error) {
      if (error instanceof UnreadableIcs) return this.refuse(ctx, `ics_${error.problem}`)
      if (!(error instanceof UnreadableCsv)) throw error
      return this.refuse(ctx, error.problem, error.line ?? 0)
    }
  }

  async show(ctx: HttpContext) {
    return this.render(ctx, await findBookingImport(ctx.business, ctx.params.id))
  }

  async update(ctx: HttpContext) {
    const { business, request, response } = ctx
    const read = await findBookingImport(business, ctx.params.id)
    const services = await business.related('services').query().where('is_active', true)
    const body = request.body()
    const checked = bookingColumnsOf(
      read,
      body,
      services.map(({ id }) => id),
      ctx.i18n
    )
    if (!checked.ok) return this.render(ctx, read, { form: checked.form, status: 422 })
    const outcome = await new CheckBookingImport().handle({
      ...{ businessId: business.id, importId: read.id, read: checked.read },
      version: submittedVersion(body),
    })
    if (outcome === 'stale') return this.showStale(ctx)
    return response.redirect().status(303).toPath(pageOf(read))
  }

  async begin(ctx: HttpContext) {
    const { business, by, request, response } = ctx
    const read = await findBookingImport(business, ctx.params.id)
    const version = submittedVersion(request.body())
    const wanted = { businessId: business.id, importId: read.id, version, by }
    const outcome = await new BeginBookingImport().handle(wanted)
    if (outcome === 'stale') return this.showStale(ctx)
    return response.redirect().status(303).toPath(pageOf(read))
  }

  private fileIn({ business, upload }: HttpContext, bytes: Buffer) {
    const isCalendar =
      /\.ics$/i.test(upload?.fileName ?? '') ||
      bytes.subarray(0, 64).toString().includes('BEGIN:VCALENDAR')
    if (!isCalendar) return readCsv(bytes, limits.mostBookings)
    const now = DateTime.now()
    return readIcs(bytes.toString('utf8'), {
      ...{ from: now.toJSDate(), until: now.plus({ years: 1 }).toJSDate() },
      ...{ timeZone: business.timeZone, mostRows: limits.mostBookings },
    })
  }

  private async showStale(ctx: HttpContext) {
    const stored = await findBookingImport(ctx.business, ctx.params.id)
    return this.render(ctx, stored, { status: 409, isStale: true })
  }

  private async render(
    { business, response, view }: HttpContext,
    read: BookingImport,
    {
      form,
      status = 200,
      isStale = false,
    }: { form?: Form; status?: number; isStale?: boolean } = {}
  ) {
    const page = await bookingImportPage(business, read, form)
    response.status(status)
    if (page.isUnderWay) response.header('refresh', String(SECONDS))
    return view.render('pages/owner/imports/booking_import', { ...page, isStale })
  }

  private refuse(ctx: HttpContext, problem: string, line = 0) {
    const values = { line, ...IMPORT_LIMITS }
    const key = problem.startsWith('ics_')
      ? 'owner.imports.problem'
      : 'owner.clients.import.problem'
    return askForImport(ctx, atFile(ctx.i18n.t(`${key}.${problem}`, values)), 422)
  }
}

function pageOf({ id }: BookingImport): string {
  return addressOf('owner.booking_imports.show', { id })
}

function atFile(sentence: string): Form {
  return { ...emptyForm({ from: 'calcom' }), errors: { file: sentence } }
}
