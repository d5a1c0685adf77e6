import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import openapi, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { apiDescription } from '#controllers/guest/docs/api_description'

/** As a program that uses the types would have it; each line marked is refused. */
const USES = `
import type { components, paths } from './client.js'

type Booking = components['schemas']['Booking']
type Posted = paths['/api/v1/bookings']['post']['requestBody']['content']['application/json']
type Page = paths['/api/v1/bookings']['get']['responses'][200]['content']['application/json']

export const posted: Posted = { service_id: 1, starts_at: '2026-12-02T09:00:00Z' }
export const firstOf = ({ data, next_cursor }: Page): Booking | string | null => data[0] ?? next_cursor
export const notes = ({ notes: written }: Booking): string => written ?? ''
// @ts-expect-error The number of a service is no text.
export const wrong: Posted = { service_id: 'one', starts_at: '2026-12-02T09:00:00Z' }
// @ts-expect-error Notes may be null.
export const certain = ({ notes: written }: Booking): string => written
`

test('Types for clients of the API can be generated, and compile', async ({ assert, cleanup }) => {
  await mkdir(app.makePath('tmp'), { recursive: true })
  const folder = await mkdtemp(join(app.makePath('tmp'), 'client-'))
  cleanup(() => rm(folder, { recursive: true }))
  const types = await openapi(JSON.parse(apiDescription().body))
  await writeFile(join(folder, 'client.ts'), astToString(types))
  await writeFile(join(folder, 'uses.ts'), USES)

  const program = ts.createProgram([join(folder, 'uses.ts')], {
    strict: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  })
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  assert.deepEqual(faults, [])
}).timeout(120_000)
