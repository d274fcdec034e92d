'use strict';

// What is shown of the past, in seconds.
const WINDOW = 300;

const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const colours = { consumed: '#3b82c4', capacity: dark ? '#9aa5b1' : '#5a6570', throttled: dark ? '#ff7a6b' : '#c0392b', burst: '#1a9c6b' };
const shown = new Map();
const number = value => value === null || value === undefined ? '–' : value.toLocaleString('en', { maximumFractionDigits: 1 });
const percent = value => (100 * value).toFixed(0) + ' %';

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function row(cells, name = 'td') {
  const made = element('tr');
  cells.forEach(cell => made.append(element(name, cell.text ?? cell, cell.className)));
  return made;
}

function chart(parent, title, unit) {
  const box = element('div', undefined, 'chart');
  parent.append(box);
  const made = echarts.init(box, dark ? 'dark' : undefined);
  made.setOption({
    backgroundColor: 'transparent', animation: false, title: { text: unit ? `${title}, ${unit}` : title, textStyle: { fontSize: 13 } },
    grid: { left: 55, right: 15, top: 55, bottom: 25 }, legend: { top: 22, type: 'scroll' }, tooltip: { trigger: 'axis' },
    xAxis: { type: 'time' }, yAxis: { type: 'value', min: 0 }, series: []
  });
  addEventListener('resize', () => made.resize());
  return made;
}

function line(name, points, color, more = {}) {
  return { name, type: 'line', showSymbol: false, data: points, lineStyle: { width: 1.5 }, color, ...more };
}

function begin(table) {
  const section = element('section');
  section.append(element('h2', table.name));
  const charts = element('div', undefined, 'charts');
  const resources = element('table');
  const keys = element('table');
  const wide = inner => {
    const box = element('div', undefined, 'wide');
    box.append(inner);
    return box;
  };
  const hottest = element('div');
  hottest.append(element('h2', 'Hottest keys'), wide(keys));
  section.append(wide(resources), charts, hottest);
  document.getElementById('tables').append(section);
  return {
    section, resources, keys, hottest, past: [],
    writes: chart(charts, 'Writes', 'units/s'), reads: chart(charts, 'Reads', 'units/s'),
    throttles: chart(charts, 'Throttle events', 'per second'), burst: chart(charts, 'Burst balance', '%')
  };
}

const events = resource => Object.values(resource.throttleEvents).reduce((sum, count) => sum + count, 0);

function update(table, now) {
  if (!shown.has(table.name)) shown.set(table.name, begin(table));
  const view = shown.get(table.name);
  const before = view.past.at(-1);
  const sample = { now, resources: table.resources.map(resource => ({
    name: resource.name, kind: resource.kind, read: resource.read, write: resource.write, events: events(resource),
    throttled: before ? Math.max(0, events(resource) - (before.resources.find(r => r.name === resource.name && r.kind === resource.kind)?.events ?? 0)) : 0
  })) };
  view.past.push(sample);
  while (view.past[0].now < now - WINDOW * 1000) view.past.shift();
  draw(view, table);
  fill(view, table);
}

function draw(view, table) {
  const series = (index, value) => view.past.filter(s => s.resources[index]).map(s => [s.now, value(s.resources[index])]);
  for (const dimension of ['read', 'write']) {
    const lines = [];
    table.resources.forEach((resource, i) => {
      lines.push(line(resource.name, series(i, r => r[dimension].unitsPerSecond), i === 0 ? colours.consumed : undefined));
      if (resource[dimension].capacityUnits !== null) {
        lines.push(line(resource.name + ': capacity', series(i, r => r[dimension].capacityUnits), colours.capacity, { lineStyle: { type: 'dashed', width: 1 } }));
      }
    });
    view[dimension + 's'].setOption({ series: lines });
  }
  view.throttles.setOption({ series: table.resources.map((r, i) => line(r.name, series(i, s => s.throttled), i === 0 ? colours.throttled : undefined, { areaStyle: { opacity: .2 } })) });
  const burst = [];
  table.resources.forEach((resource, i) => {
    for (const dimension of ['read', 'write']) {
      if (resource[dimension].capacityUnits !== null) burst.push(line(`${resource.name}: ${dimension}s`, series(i, r => 100 * r[dimension].burstBalance)));
    }
  });
  view.burst.setOption({ yAxis: { max: 100 }, series: burst });
}

function fill(view, table) {
  const heads = ['', 'billing', 'RCU', 'reads/s', 'WCU', 'writes/s', 'burst r/w', 'partitions', 'hottest', 'throttled'];
  view.resources.replaceChildren(row(heads, 'th'), ...table.resources.map(r => row([
    r.kind === 'table' ? 'table' : 'index ' + r.name, r.billingMode === 'PROVISIONED' ? 'provisioned' : 'on-demand',
    number(r.read.capacityUnits), number(r.read.unitsPerSecond), number(r.write.capacityUnits), number(r.write.unitsPerSecond),
    percent(r.read.burstBalance) + ' / ' + percent(r.write.burstBalance), number(r.partitions),
    `#${r.hottestPartition} at ${percent(r.hottestPartitionUtilization)}`,
    { text: number(events(r)), className: events(r) > 0 ? 'bad' : '' }
  ])));
  view.hottest.hidden = table.hotKeys.length === 0;
  view.keys.replaceChildren(row(['key', 'of', 'units', 'throttled'], 'th'), ...table.hotKeys.map(k => row([
    k.key, k.resource, number(k.consumedUnits), { text: number(k.throttled), className: k.throttled > 0 ? 'bad' : '' }
  ])));
}

const source = new EventSource('/headroom/events');
const status = document.getElementById('status');
source.onmessage = message => {
  const state = JSON.parse(message.data);
  document.getElementById('about').textContent = `${state.upstream} · profile ${state.profile} · seed ${state.seed}` + (state.scale < 1 ? ` · scale ${state.scale}` : '');
  status.textContent = state.tables.length ? 'live' : 'live; no table yet';
  status.className = '';
  const now = Date.now();
  state.tables.forEach(table => update(table, now));
  const names = new Set(state.tables.map(table => table.name));
  for (const [name, view] of shown) if (!names.has(name)) { view.section.remove(); shown.delete(name); }
};
source.onerror = () => { status.textContent = 'the endpoint does not answer'; status.className = 'lost'; };
