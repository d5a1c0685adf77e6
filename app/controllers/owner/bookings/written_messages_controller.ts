import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import WriteToClients from '#actions/bookings/write_to_clients'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { listOf } from '#controllers/owner/bookings/listed_ids'
import { Refusal } from '#exceptions/refusal'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { type Addressee, addresseesOf, type Audience } from '#queries/bookings/written_to'
import { type AnswerAddress, answerAddress } from '#queries/inboxes/answer_address'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { MOST_CHOSEN, validQuery } from '#validators/owner_query'
import { writingQuery, writtenMessageValidator } from '#validators/bookings/written_message'

interface Addressed {
  audience: Audience
  /** By mail. */
  recipients: Addressee[]
  unreachable: Addressee[]
  version: string
  returnTo: string
  /** Where answers go; null where they reach nobody. */
  answers: ReturnType<typeof answersInWords>
}

interface Page {
  form: Form
  status?: 200 | 409 | 422 | 429
  problem?: 'others_now' | 'nobody' | 'key_reused'
}

export default class WrittenMessagesController {
  async create(ctx: HttpContext) {
    const addressed = await this.addressed(ctx)
    return this.show(ctx, addressed, { form: emptyForm() })
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const addressed = await this.addressed(ctx)
    const checked = await validateForm(
      writtenMessageValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    const { form } = checked
    if (!addressed) return this.show(ctx, null, { form, status: 422 })
    if (!checked.ok) return this.show(ctx, addressed, { form, status: 422 })
    const { audience, recipients, version } = addressed
    if (recipients.length === 0) {
      return this.show(ctx, addressed, { form, status: 422, problem: 'nobody' })
    }
    if (submittedVersion(request.body()) !== version) {
      return this.show(ctx, addressed, { form, status: 409, problem: 'others_now' })
    }

    const { title, body, idempotency_key: idempotencyKey } = checked.data
    const bounded = await withinBounds(
      judgeOwner(business, ...recipients.map(({ email }) => email)),
      () =>
        new WriteToClients().handle({
          ...{ businessId: business.id, title, body, idempotencyKey, by },
          to:
            audience.kind === 'client'
              ? { clientId: recipients[0].id }
              : { bookingIds: recipients.map(({ id }) => id) },
        }),
      (sent) => sent.outcome !== 'key_reused' && !sent.replayed
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      form.errors.body = i18n.t('owner.sessions.error.too_many_mails', { wait })
      return this.show(ctx, addressed, { form, status: 429 })
    }
    const written = bounded.done
    if (written.outcome === 'key_reused') {
      return this.show(ctx, addressed, { form, status: 409, problem: 'key_reused' })
    }
    session.flash('done', i18n.t('owner.bookings.messages.done', { count: written.count }))
    return response.redirect().status(303).toPath(addressed.returnTo)
  }

  /** Null where the address names nobody; staff write about their own time, and to their own clients. */
  private async addressed(ctx: HttpContext): Promise<Addressed | null> {
    const { business, bouncer } = ctx
    const audience = await this.audience(ctx)
    if (!audience) return null
    const found = await addresseesOf(business.id, audience, DateTime.now())
    if (!found) throw new Refusal(404, 'not_found')
    const own: Addressee[] = []
    for (const person of found) {
      const { booking } = person
      const isOwn = booking
        ? await bouncer.with('BookingPolicy').allows('decide', booking)
        : await bouncer.with('ClientPolicy').allows('write', recordOf(business, audience))
      if (isOwn) own.push(person)
    }
    if (own.length === 0 && found.length > 0) throw new Refusal(403, 'not_yours')
    const answers = answersInWords(await answerAddress(business.id))
    const seen = new Set<string>()
    const recipients = own.filter(({ email }) => {
      const address = email?.toLowerCase()
      if (!address || seen.has(address)) return false
      seen.add(address)
      return true
    })
    return {
      audience,
      recipients: recipients.slice(0, MOST_CHOSEN),
      unreachable: own.filter(({ email }) => email === null),
      version: versionOf(recipients.map(({ id }) => id)),
      returnTo: returnTo(audience),
      answers,
    }
  }

  private async audience(ctx: HttpContext): Promise<Audience | null> {
    const query = ctx.request.qs()
    const filters = { ...query, ...(query.ids !== undefined && { ids: listOf(query.ids) }) }
    const { booking, client, session, date, ids } = await validQuery(writingQuery, ctx, filters)
    if (booking !== undefined) return { kind: 'booking', id: booking }
    if (client !== undefined) return { kind: 'client', id: client }
    if (session !== undefined) return { kind: 'session', id: session }
    if (ids !== undefined && ids.length > 0) return { kind: 'bookings', ids }
    if (date === undefined) return null
    return { kind: 'day', day: DateTime.fromISO(date, { zone: ctx.business.timeZone }) }
  }

  private show(
    { business, request, response, view }: HttpContext,
    addressed: Addressed | null,
    { form, status = 200, problem }: Page
  ) {
    response.status(status)
    return view.render('pages/owner/bookings/message', {
      ...{ form, problem, addressed, action: request.url(true) },
      now: DateTime.now().setZone(business.timeZone),
      idempotencyKey: problem === 'key_reused' ? randomUUID() : keyOf(form),
    })
  }
}

function recordOf({ id: businessId }: Business, audience: Audience) {
  return { businessId, recordId: audience.kind === 'client' ? audience.id : 0 }
}

function keyOf({ values }: Form): string {
  return values.idempotency_key || randomUUID()
}

function returnTo(audience: Audience): string {
  switch (audience.kind) {
    case 'booking':
      return addressOf('owner.bookings.show', { id: audience.id })
    case 'client':
      return addressOf('owner.clients.show', { id: audience.id })
    case 'session':
      return addressOf('owner.group_sessions.show', { id: audience.id })
    case 'day':
      return `${addressOf('owner.days.show')}?date=${audience.day.toISODate()}`
    case 'bookings':
      return addressOf('owner.bookings.index')
  }
}

function answersInWords({ answersTo, contact, isStopped }: AnswerAddress) {
  if (answersTo !== null) return { state: 'answers', email: answersTo }
  if (contact === null) return { state: 'no_answers', email: '' }
  return { state: isStopped ? 'stopped' : 'unconfirmed', email: contact }
}
