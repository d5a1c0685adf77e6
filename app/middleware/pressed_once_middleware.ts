import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import { FORM_PRESS, formFields } from '#middleware/form_fields'

const KEY = /^[\w-]{22}$/
const SECONDS = 30
const LOOK_EVERY_MS = 100

interface Led {
  location: string | null
  said: Record<string, string> | null
}

/**
 * A form that is pressed twice is done once: the second press waits for the first, and is led to where
 * that led. What was typed anew, or is sent again half a minute later, is meant; so is another file.
 */
export default class PressedOnceMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.view.share({ csrfField: () => formFields(ctx) })
    const press = pressOf(ctx.request)
    if (press === null || (await this.begins(press))) {
      return press === null ? next() : this.first(ctx, next, press)
    }
    const led = await this.whereItLed(press)
    if (!led?.location) return next()
    ctx.session.flash(led.said ?? {})
    return ctx.response.redirect().status(303).toPath(led.location)
  }

  private async first({ response, session }: HttpContext, next: NextFn, press: string) {
    let location: string | undefined
    try {
      await next()
      location = response.getStatus() < 400 ? response.getHeader('location')?.toString() : undefined
    } finally {
      if (location) {
        const said = JSON.stringify(session.responseFlashMessages.all())
        await db.from('form_presses').where({ press }).update({ location, said })
      } else await db.from('form_presses').where({ press }).delete()
    }
  }

  private async begins(press: string): Promise<boolean> {
    const { rows } = await db.rawQuery(
      `insert into form_presses (press) values (:press)
       on conflict (press) do update set pressed_at = clock_timestamp(), location = null, said = null
         where form_presses.pressed_at < clock_timestamp() - interval '${SECONDS} seconds'
       returning press`,
      { press }
    )
    return rows.length > 0
  }

  /** Null where the first press came to nothing, or takes too long. */
  private async whereItLed(press: string): Promise<Led | null> {
    for (let waited = 0; waited < SECONDS * 1000; waited += LOOK_EVERY_MS) {
      const led: Led | null = await db.from('form_presses').where({ press }).first()
      if (!led || led.location) return led
      await pause(LOOK_EVERY_MS)
    }
    return null
  }
}

function pressOf(request: HttpContext['request']): string | null {
  if (request.method() !== 'POST' || request.is(['multipart/form-data'])) return null
  const { [FORM_PRESS]: key, ...body } = request.body()
  if (typeof key !== 'string' || !KEY.test(key)) return null
  const sent = [key, request.url(true), JSON.stringify(body)].join('\n')
  return createHash('sha256').update(sent).digest('base64url')
}
