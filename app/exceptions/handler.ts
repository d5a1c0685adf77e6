import app from '@adonisjs/core/services/app'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import type { HttpError } from '@adonisjs/core/types/http'
import { isAbandoned } from '#exceptions/abandoned'
import { namesByMethod } from '#exceptions/names_by_method'
import { isAtApi } from '#exceptions/at_api'
import { problemOf, problemWords } from '#exceptions/problem'
import { Redirect } from '#exceptions/redirect'
import { Refusal } from '#exceptions/refusal'
import { answerStaleForm, isStaleForm } from '#exceptions/stale_form'
import { isStoreAway } from '#exceptions/store_away'
import { isStoreFull, storeRoom } from '#services/store_room'
import ChooseLanguageMiddleware from '#middleware/choose_language_middleware'
import { setSecurityHeaders } from '#middleware/security_headers_middleware'

const RETRY_AFTER_SECONDS = 5

/** Internals are never shown; the request id leads to the log (RFC 9457 for machines). */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = app.inDev

  async report(error: unknown, ctx: HttpContext) {
    if (isStoreFull(error)) storeRoom.isShort = true
    // Such a page explains everything, so no request id has to lead to the log.
    if (error instanceof Refusal && error.page) return
    // Logged once for all that end so, thrown or not (start/limited_notice.ts).
    if (error instanceof Refusal && error.status === 429) return
    const httpError = this.toHttpError(error)
    if (!isAbandoned(error, ctx)) {
      if (error instanceof Refusal || httpError.status < 500) return super.report(error, ctx)
      // Its own words may quote what somebody sent; `err` is told without that.
      ctx.logger.error({ err: httpError, ...this.context(ctx) }, 'A request could not be answered')
      return
    }
    const { message } = httpError
    ctx.logger.debug({ ...this.context(ctx), reason: message }, 'Nobody waited for the answer')
  }

  async handle(error: unknown, ctx: HttpContext) {
    if (error instanceof Redirect) return error.handle(error, ctx)
    const refusal = error instanceof Refusal ? error : null
    const httpError = this.toHttpError(error)
    const status = isStoreAway(error) ? 503 : this.statusOf(httpError, ctx)
    if (isStoreAway(error)) ctx.response.header('retry-after', RETRY_AFTER_SECONDS)
    for (const [name, value] of Object.entries(refusal?.headers ?? {})) {
      ctx.response.header(name, value)
    }
    await this.harden(ctx)
    if (isAtApi(ctx) || isForMachine(ctx)) return this.answerProblem(httpError, status, ctx)
    if (isStaleForm(error)) return answerStaleForm(ctx)
    if (refusal?.page) {
      const { template, state, status: shown = status } = refusal.page
      return ctx.response.status(shown).send(await ctx.view.render(template, state))
    }
    if (status >= 500 && this.debug && !refusal) return super.handle(error, ctx)

    const isOwnerSide = /^\/admin(\/|$)/.test(ctx.request.url())
    const known = problemWords(httpError, status)
    const show = async () => {
      const page = await ctx.view.render('pages/errors/show', {
        ...{ status, isOwnerSide },
        title: ctx.i18n.t(`errors.${known}.title`),
        sentence: refusal?.sentence ?? ctx.i18n.t(`errors.${known}.sentence`),
        // Whoever comes from elsewhere is told no address to write to.
        requestId: isOwnerSide && ctx.request.id(),
      })
      return ctx.response.status(status).send(page)
    }
    // An address without a route has passed nothing that reads the language it asks for.
    const isNowhere = httpError.code === 'E_ROUTE_NOT_FOUND' && !isOwnerSide
    return isNowhere ? new ChooseLanguageMiddleware().handle(ctx, show) : show()
  }

  /** An address that has other methods exists, and names them (RFC 9110, 15.5.6). */
  private statusOf({ code, status }: HttpError, ctx: HttpContext): number {
    const methods = code === 'E_ROUTE_NOT_FOUND' ? namesByMethod(ctx) : new Map()
    if (methods.size > 0) {
      ctx.response.header('allow', [...methods.keys()].join(', '))
      return 405
    }
    return status && status >= 400 ? status : 500
  }

  private answerProblem(error: HttpError, status: number, ctx: HttpContext) {
    const { response } = ctx
    response.status(status).header('content-type', 'application/problem+json; charset=utf-8')
    return response.send(problemOf(error, status, ctx))
  }

  /** An error before routing has passed no middleware that would set these headers. */
  private async harden(ctx: HttpContext) {
    if (!ctx.response.getHeader('content-security-policy')) await setSecurityHeaders(ctx)
    ctx.response.header('x-robots-tag', 'noindex')
  }
}

function isForMachine({ request }: HttpContext): boolean {
  const type = request.accepts(['html', 'json', 'application/problem+json'])
  return type !== null && type !== 'html'
}
