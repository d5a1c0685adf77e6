import type { HttpContext } from '@adonisjs/core/http'
import { openService } from '#controllers/guest/pages/open_page'
import { chosenHost, readAddress, lengthUnlessUsual } from '#controllers/guest/pages/read_address'
import { Redirect } from '#exceptions/redirect'
import { timesPath } from '#formats/pages/addresses'
import { type FormName, readStamp } from '#models/tokens/form_stamp'
import type { ChosenTime } from '#pages/guest/opened'
import { routedBy } from '#pages/guest/pages/routing'
import { answersAhead } from '#validators/pages/answers_ahead'
import { detailsAddress, detailsChoice } from '#validators/pages/guest_address'

export async function readChosenTime(
  ctx: HttpContext,
  input: Record<string, unknown>,
  purpose: 'booking' | 'waitlist' = 'booking'
): Promise<ChosenTime> {
  const page = await openService(ctx)
  const { business, service } = page
  const validator = ctx.request.method() === 'POST' ? detailsChoice : detailsAddress
  const wanted = await readAddress(ctx, business, validator, input)
  const { start, dates, replacements, ...chosen } = wanted
  const { zone, host: hostId, duration, as, answer, via, ...prefills } = chosen
  const starts = inOrder([start, ...(dates ?? []), ...(replacements ?? [])])
  if (starts.length === 0) throw new Redirect(timesPath(business, service), { keepsQuery: true })
  const routed = routedBy((key) => ctx.i18n.t(key), page, { answer, via })
  const now = Date.now()
  const formName: FormName = `${purpose} ${service.id}`
  return {
    ...page,
    startsAt: starts[0],
    starts,
    host: chosenHost(ctx, page, hostId ?? routed?.host?.id),
    routed,
    durationMinutes: lengthUnlessUsual(page, duration),
    timeZone: (page.isZoneFixed ? null : zone) ?? business.timeZone,
    now,
    formName,
    stamp: readStamp(input.stamp, formName, now),
    returnProof: as ?? null,
    prefills: { ...prefills, answers: answersAhead(service.questions, input) },
  }
}

function inOrder(starts: readonly (number | null | undefined)[]): number[] {
  return [...new Set(starts.flatMap((start) => start ?? []))].toSorted((one, other) => one - other)
}
