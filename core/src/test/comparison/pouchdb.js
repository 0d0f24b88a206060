// What RecordsBenchmark measures, with PouchDB, whose records are not signed, in one process and
// without a network: 10,000 records of 300 bytes to an empty database, and the first meeting of two
// databases with 100,000 each that differ in 10. Prints medians.
//
// usage: npm install && npm start
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PouchDB from 'pouchdb-core'
import leveldb from 'pouchdb-adapter-leveldb'
import memory from 'pouchdb-adapter-memory'
import replication from 'pouchdb-replication'

PouchDB.plugin(memory).plugin(leveldb).plugin(replication)

const PASSES = 3
const VALUE_BYTES = 225 // As base64 300 characters.
const BATCH = 1000

const folder = mkdtempSync(join(tmpdir(), 'rswarm-comparison-'))
let databases = 0

function open(adapter) {
  return new PouchDB(join(folder, `db${databases++}`), { adapter })
}

function records(count) {
  return Array.from({ length: count }, (_, number) => ({
    _id: `record ${number}`,
    _rev: `1-${randomBytes(16).toString('hex')}`,
    value: randomBytes(VALUE_BYTES).toString('base64'),
  }))
}

// Both sides get the same revisions, as if they came from the same author.
async function fill(database, all) {
  for (let at = 0; at < all.length; at += BATCH) {
    await database.bulkDocs(all.slice(at, at + BATCH), { new_edits: false })
  }
}

async function timed(work) {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function median(figures) {
  return figures.sort((a, b) => a - b)[figures.length >> 1]
}

async function count(database) {
  return (await database.info()).doc_count
}

async function measure(adapter, mine, theirs, work, expected) {
  const millis = []
  for (let pass = 0; pass < PASSES; pass++) {
    const [here, there] = [open(adapter), open(adapter)]
    await fill(here, mine)
    await fill(there, theirs)
    millis.push(await timed(() => work(here, there)))
    for (const database of [here, there]) {
      if ((await count(database)) !== expected) {
        throw new Error(`${await count(database)} records instead of ${expected}`)
      }
      await database.destroy()
    }
  }
  return median(millis)
}

const options = { batch_size: BATCH }
try {
  for (const adapter of ['memory', 'leveldb']) {
    const some = records(10_000)
    const filled = await measure(adapter, some, [], (a, b) => a.replicate.to(b, options), some.length)
    console.log(`${adapter}: 10,000 records to an empty database ${Math.round(some.length / (filled / 1e3))} /s`)
    const all = records(100_010)
    const met = await measure(adapter, all.slice(0, -10), all.slice(10), (a, b) => a.sync(b, options), all.length)
    console.log(`${adapter}: 100,000 each, 10 differ on either side: equal ${Math.round(met)} ms`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
