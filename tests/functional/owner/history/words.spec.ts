import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import ts from 'typescript'
import Membership from '#models/accounts/membership'
import Block from '#models/availability/block'
import Host from '#models/availability/host'
import BookingLink from '#models/links/booking_link'
import BookingTemplate from '#models/links/booking_template'
import OneTimeLink from '#models/links/one_time_link'
import Service from '#models/services/service'
import MessageText from '#models/notifications/message_text'
import GroupSession from '#models/sessions/group_session'
import SessionSeries from '#models/sessions/session_series'
import BookingSettings from '#models/settings/booking_settings'
import Business from '#models/settings/business'
import { changesInWords, UNSHOWN } from '#pages/owner/history/changes_in_words'

const MODELS = [
  ...[Block, Host, BookingLink, BookingTemplate, OneTimeLink, Service, GroupSession],
  ...[SessionSeries, BookingSettings, Business, Membership, MessageText],
]
/** Kept out of every entry. */
const NEVER = new Set(['id', 'businessId', 'createdAt', 'updatedAt', 'tokenHash'])

const hasWords = (name: string) =>
  i18nManager.locale('en').hasMessage(`owner.history.field.${name}`)

async function sources(): Promise<ts.SourceFile[]> {
  const root = app.makePath('app')
  const names = await readdir(root, { recursive: true })
  return Promise.all(
    names
      .filter((name) => name.endsWith('.ts'))
      .map(async (name) => {
        const text = await readFile(join(root, name), 'utf8')
        return ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
      })
  )
}

/** The names in an object as it is written, with those that it takes in from others beside it. */
function namesIn(node: ts.Node): string[] {
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
    return ts.isIdentifier(node.name) ? [node.name.text] : []
  }
  const names: string[] = []
  ts.forEachChild(node, (child) => void names.push(...namesIn(child)))
  return names
}

/** The object that a function answers with, as in `change: () => ({ price })`. */
function answerOf(node: ts.Expression): ts.Expression | null {
  if (!ts.isArrowFunction(node) || ts.isBlock(node.body)) return null
  return ts.isParenthesizedExpression(node.body) ? node.body.expression : node.body
}

/** What actions write into an entry by name, as `changes: { price }`. */
function writtenIn(file: ts.SourceFile): string[] {
  const names: string[] = []
  const visit = (node: ts.Node) => {
    const isChanges =
      ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)
        ? ts.isIdentifier(node.name) && ['change', 'changes'].includes(node.name.text)
        : false
    const { initializer } = node as ts.PropertyAssignment
    const object = isChanges && initializer ? (answerOf(initializer) ?? initializer) : null
    if (object && ts.isObjectLiteralExpression(object)) names.push(...namesIn(object))
    const isDetails = ts.isInterfaceDeclaration(node) && node.name.text === 'EventDetails'
    if (isDetails) {
      names.push(...node.members.map(({ name }) => (name as ts.Identifier).text))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

const NOBODY = { hosts: new Map(), services: new Map(), users: new Map() }

test.group('The history', () => {
  test('has words for every column that an entry may name', ({ assert }) => {
    const without = MODELS.flatMap((model) =>
      [...model.$columnsDefinitions.keys()]
        .filter((name) => !NEVER.has(name))
        .filter((name) => !hasWords(name))
        .map((name) => `${model.name}.${name}`)
    )
    assert.deepEqual(without, [])
  })

  test('says who decides what somebody leaves to others, and only where others can', ({
    assert,
  }) => {
    const emptied = (about: string, ...names: string[]) => {
      const changes = Object.fromEntries(names.map((name) => [name, { from: 5, to: null }]))
      const reading = { i18n: i18nManager.locale('en'), zone: 'UTC', locale: 'en', names: NOBODY }
      const said = changesInWords({ subject_type: about, changes }, reading)
      return [...new Set(said.map(({ to }) => to))]
    }
    const limits = ['dailyLimit', 'weeklyLimit', 'slotIntervalMinutes', 'bookableFrom', 'hours']
    assert.deepEqual(emptied('service', ...limits, 'bufferBeforeMinutes'), ['nothing'])
    assert.deepEqual(emptied('host', ...limits), ['nothing'])
    const inSettings = ['horizonDays', 'bufferAfterMinutes', 'maxMoves', 'requiresApproval']
    assert.deepEqual(emptied('service', ...inSettings), ['as in the settings'])
    const ofLinks = [...limits, 'horizonDays', 'requiresApproval', 'questions']
    assert.deepEqual(emptied('booking_link', ...ofLinks), ['as in the service'])
    assert.deepEqual(emptied('one_time_link', 'horizonDays'), ['as in the service'])
  })

  test('writes out what is kept as a whole', ({ assert }) => {
    const names = { ...NOBODY, hosts: new Map([[1, 'Tom']]) }
    const reading = { i18n: i18nManager.locale('en'), zone: 'UTC', locale: 'en', names }
    const morning = { start: '09:00', end: '12:00' }
    const answers = ['Colour', 'Cut'].map((text) => ({ text, hostId: 1, serviceId: null }))
    const changes = {
      hours: {
        weeklyHours: [{ weekday: 1, ...morning }],
        overrides: [{ date: '2031-05-01', windows: [] }],
      },
      startTimes: [{ start: '09:00' }, morning],
      routing: { question: 'What is it?', answers },
      offeredTimes: [{ start: 0, end: 3_600_000 }],
      turns: { from: [{ id: 1, priority: 0, weight: 1 }], to: [{ id: 1, priority: 2, weight: 3 }] },
    }
    const lines = changesInWords({ changes }, reading).map(({ to }) => to)
    assert.deepEqual(lines, [
      'Monday 09:00–12:00, Thursday, May 1, 2031: closed',
      '09:00, 09:00–12:00',
      '“What is it?” (Colour, Cut)',
      'Thu, January 1, 12:00\u00A0AM',
      'Tom: priority 2, share 3',
    ])
  })

  test('has words for all that actions write into it by name', async ({ assert }) => {
    const audited =
      /recordAudit|recordSettingsChange|changeSettings|changeWords|record\w+Change|EventDetails/
    const files = (await sources()).filter(({ text }) => audited.test(text))
    const written = files.flatMap((file) =>
      writtenIn(file).map((name) => ({ name, at: `${file.fileName}: ${name}` }))
    )
    assert.includeMembers(
      written.map(({ name }) => name),
      ['services', 'overrides', 'endsBookings', 'hostIds', 'reason']
    )
    const without = written.filter(({ name }) => !hasWords(name) && !UNSHOWN.has(name))
    assert.deepEqual(
      without.map(({ at }) => at),
      []
    )
  })
})
