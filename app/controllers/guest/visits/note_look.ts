import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { holdLook } from '#controllers/guest/visits/look_buffer'
import { signInOf } from '#controllers/guest/visits/sign_in_of'
import { visitOrigin } from '#formats/pages/visit_origin'
import type { VisitStep } from '#models/visits/look'

interface Shown {
  step: VisitStep
  service?: { id: number; link?: Door }
  link?: Door
  sawNoTimes?: boolean
}

interface Door {
  linkId: number | null
  oneTimeLinkId: number | null
  isPreview?: true
}

const LONGEST_USER_AGENT = 512
const OWN_HOST = new URL(appUrl).hostname

/** Counts what somebody is shown, unless a program fetches it ahead; nothing waits for it. */
export function noteLook(
  ctx: HttpContext,
  business: { id: number; timeZone: string },
  { step, service, link = service?.link, sawNoTimes = false }: Shown
): void {
  const { request } = ctx
  if (link?.isPreview || request.method() === 'HEAD' || isFetchedAhead(request)) return
  const look = {
    businessId: business.id,
    timeZone: business.timeZone,
    serviceId: service?.id ?? null,
    linkId: link?.linkId ?? null,
    oneTimeLinkId: link?.oneTimeLinkId ?? null,
    step,
    sawNoTimes,
    at: Date.now(),
    address: request.ip(),
    userAgent: (request.header('user-agent') ?? '').slice(0, LONGEST_USER_AGENT),
    origin: visitOrigin(request.qs(), request.header('referer'), [
      OWN_HOST,
      request.hostname() ?? OWN_HOST,
    ]),
  }
  void signInOf(ctx)
    .catch(() => null)
    .then((signIn) => holdLook({ ...look, signIn }))
}

/** Browsers say so by different names. */
function isFetchedAhead(request: HttpContext['request']): boolean {
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) =>
    request.header(name)
  )
  return purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose ?? ''))
}
