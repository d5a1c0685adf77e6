import type { HttpContext } from '@adonisjs/core/http'

const FRAMES = new Set(['iframe', 'frame'])
const NOBODY = "frame-ancestors 'none'"

interface Framable {
  settings: { frameSites: readonly string[] }
}

/** The page may be shown inside the sites that the business named. What is the client's own or the owner's may not. */
export function letFrame(ctx: HttpContext, business: Framable): void {
  const { frameSites } = business.settings
  if (frameSites.length === 0) return
  const { response } = ctx
  const policy = String(response.getHeader('content-security-policy'))
  const allowed = policy.replace(NOBODY, `frame-ancestors ${frameSites.join(' ')}`)
  response.header('content-security-policy', allowed)
  response.removeHeader('x-frame-options')
  ctx.view.share(framingOf(ctx, business))
}

/** What a page has to know of the site around it; browsers name where an answer goes (Fetch Metadata). */
export function framingOf({ request }: HttpContext, { settings: { frameSites } }: Framable) {
  const isFramed = frameSites.length > 0 && FRAMES.has(request.header('sec-fetch-dest') ?? '')
  return { isFramed, frameSites: isFramed ? frameSites.join(' ') : '' }
}

/** Where a browser does not say, a frame is possible, and what opens there opens anywhere. */
export function mayBeInFrame(ctx: HttpContext, business: Framable): boolean {
  if (ctx.request.header('sec-fetch-dest') !== undefined) return framingOf(ctx, business).isFramed
  return business.settings.frameSites.length > 0
}
