import type { HttpContext } from '@adonisjs/core/http'
import ConnectCalendar from '#actions/calendars/connect_calendar'
import { appUrl } from '#config/app'
import {
  blankConnectForm,
  findLost,
  hostToConnect,
  notConnectedBecause,
  renderConnectForm,
  seeConnected,
} from '#controllers/owner/calendars/connect_form'
import type CalendarConnection from '#models/calendars/calendar_connection'
import { Refusal } from '#exceptions/refusal'
import { addressOf } from '#pages/address_of'
import { connectFormPage } from '#pages/owner/calendars/calendars_page'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import {
  consentAddress,
  type ConsentProof,
  exchangeCode,
  isProviderSetUp,
  newConsentProof,
  OAUTH_PROVIDERS,
  type OauthProvider,
} from '#services/calendars/oauth'
import { consentAnswer } from '#validators/calendars/connection'
import { emptyForm, type Form, typedForm, validateForm } from '#validators/form'

/** What was begun in this browser, until the provider's answer is taken. */
interface Begun extends ConsentProof {
  provider: OauthProvider
  hostId: number
  connectionId: number | null
  /** The people of the account are asked for as well. */
  asksContacts: boolean
}

const BEGUN = 'calendar_consent'

/** Calendars of an account at Google or Microsoft, which its owner opens to us there (RFC 6749). */
export default class CalendarAccountsController {
  async create(ctx: HttpContext) {
    return this.render(ctx, blankConnectForm(await findLost(ctx)))
  }

  /** Leads on by a page: a form may not be redirected to another site. */
  async store(ctx: HttpContext) {
    const { request, session, view } = ctx
    const provider = providerAsked(ctx)
    const form = typedForm(request.body())
    const lost = await findLost(ctx)
    const host = await hostToConnect(ctx, form)
    if (!host) return this.render(ctx, form, 422)
    const proof = newConsentProof()
    const asksContacts = doesAskContacts(ctx, lost)
    const address = consentAddress(provider, proof, redirectAddress(provider), asksContacts)
    if (!address) throw new Refusal(404, 'not_found')
    const connectionId = lost?.id ?? null
    const begun: Begun = { ...proof, provider, hostId: host.id, connectionId, asksContacts }
    session.put(BEGUN, begun)
    return view.render('pages/owner/calendars/consent', { provider, address })
  }

  /** The provider's answer changes nothing before somebody here agrees to it. */
  async show(ctx: HttpContext) {
    const { request, session } = ctx
    const { state, code, error } = request.qs()
    const begun = begunIn(ctx, state)
    if (!begun) return this.renderProblem(ctx, 'other', 400)
    if (typeof code !== 'string' || error !== undefined) {
      session.forget(BEGUN)
      return this.renderProblem(ctx, 'denied', 400)
    }
    return this.renderAnswer(ctx, begun, { code, state: begun.state })
  }

  async finish(ctx: HttpContext) {
    const { business, by, request, session, i18n } = ctx
    const provider = providerAsked(ctx)
    const checked = await validateForm(consentAnswer, request.body(), ctx, 'owner.validator')
    const begun = checked.ok ? begunIn(ctx, checked.data.state) : null
    if (!checked.ok || !begun) return this.renderProblem(ctx, 'other', 400)
    // A code is taken once, whatever comes of it.
    session.forget(BEGUN)
    const { form } = checked
    form.values.host = String(begun.hostId)
    const host = await hostToConnect(ctx, form)
    if (!host) return this.render(ctx, form, 422)
    const consent = await this.exchange(checked.data.code, begun)
    if (!consent) return this.renderProblem(ctx, 'not_given', 422, form)
    const { secrets, account } = consent
    const hasContacts = begun.asksContacts && consent.hasContacts
    const outcome = await new ConnectCalendar().handle({
      ...{ businessId: business.id, hostId: host.id, provider, secrets, hasContacts },
      account: account ?? i18n.t(`owner.calendars.provider.${provider}`),
      ...{ connectionId: begun.connectionId, by },
    })
    if (outcome.outcome === 'connected') {
      seeConnected(ctx, outcome.connection)
      if (begun.asksContacts) session.flash('done', i18n.t(contactsSaid(hasContacts)))
      return
    }
    form.errors.host = notConnectedBecause(ctx, outcome)
    return this.render(ctx, form, 422)
  }

  private async exchange(code: string, { provider, verifier }: Begun) {
    try {
      const answer = { code, verifier, redirectAddress: redirectAddress(provider) }
      return await exchangeCode(provider, answer, Date.now())
    } catch (error) {
      if (error instanceof CalendarTrouble) return null
      throw error
    }
  }

  private async renderAnswer(
    ctx: HttpContext,
    { provider, hostId }: Begun,
    answer: { code: string; state: string }
  ) {
    const { hosts } = await connectFormPage(ctx.membership, null)
    const host = hosts.find(({ id }) => id === hostId)
    if (!host) throw new Refusal(404, 'not_found')
    return ctx.view.render('pages/owner/calendars/consented', { provider, host, answer })
  }

  /** What came of the consent is about no field. */
  private renderProblem(
    ctx: HttpContext,
    problem: 'other' | 'denied' | 'not_given',
    status: number,
    form = emptyForm()
  ) {
    return this.render(ctx, form, status, ctx.i18n.t(`owner.calendars.consent.${problem}`))
  }

  private async render(ctx: HttpContext, form: Form, status = 200, problem: string | null = null) {
    const provider = providerAsked(ctx)
    const lost = await findLost(ctx)
    const asksContacts = doesAskContacts(ctx, lost)
    const page = 'calendar_account'
    return renderConnectForm(ctx, { page, lost, form, provider, asksContacts, problem }, status)
  }
}

function providerAsked({ params }: HttpContext): OauthProvider {
  const provider = OAUTH_PROVIDERS.find((each) => each === params.provider)
  if (!provider || !isProviderSetUp(provider)) throw new Refusal(404, 'not_found')
  return provider
}

/** Also where a connection that had them is opened anew. */
function doesAskContacts({ request }: HttpContext, lost: CalendarConnection | null): boolean {
  return lost !== null && (lost.hasContacts || request.input('contacts') === 'on')
}

function contactsSaid(hasContacts: boolean): string {
  return hasContacts ? 'owner.calendars.contacts.used' : 'owner.calendars.contacts.not_given'
}

function begunIn(ctx: HttpContext, state: unknown): Begun | null {
  const begun = ctx.session.get(BEGUN) as Begun | undefined
  const isOurs = begun?.state === state && begun?.provider === providerAsked(ctx)
  return begun && isOurs ? begun : null
}

function redirectAddress(provider: OauthProvider): string {
  return appUrl + addressOf('owner.calendar_accounts.show', { provider })
}
