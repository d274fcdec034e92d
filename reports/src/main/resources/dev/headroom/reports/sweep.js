'use strict';

(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const throttled = data.metrics.find((metric) => metric.word === 'throttled_requests');
  const cost = data.metrics.find((metric) => metric.word === 'cost_per_month');
  const isMap = data.keys.length === 2;
  const narrowPixels = 560;
  const cellTextPixels = 46;
  const cellLinePixels = 76;
  const maxKeyCharacters = 36;
  let shown = throttled || data.metrics[0];

  const charts = new Map();

  function color(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  function verdictColor(row) {
    return color({pass: '--good', fail: '--bad', inconclusive: '--unsure'}[row.verdict]);
  }

  function channels(hex) {
    return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  }

  function mixed(from, to, share) {
    const [a, b] = [channels(from), channels(to)];
    return 'rgb(' + a.map((c, i) => Math.round(c + (b[i] - c) * share)).join(',') + ')';
  }

  function amount(value) {
    const size = Math.abs(value);
    const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return value.toLocaleString('en-US', {maximumFractionDigits: digits});
  }

  function shortened(text) {
    return text.length > 14 ? text.slice(0, 6) + '…' + text.slice(-6) : text;
  }

  /* The end of a key tells the most. */
  function keyName(key) {
    return key.length > maxKeyCharacters ? '…' + key.split('.').slice(-2).join('.') : key;
  }

  function settings(row) {
    return data.keys.map((key, i) => key + ' = ' + row.values[i]);
  }

  function tip(row) {
    const box = document.createElement('div');
    box.className = 'tip';
    const add = (parent, className, text) => {
      const child = document.createElement('div');
      child.className = className;
      child.textContent = text;
      parent.append(child);
      return child;
    };
    settings(row).forEach((setting) => add(box, 'tip-time', setting));
    const verdict = add(box, 'tip-row', '');
    add(verdict, 'tip-name', 'verdict');
    add(verdict, 'tip-value', row.symbol + ' ' + row.verdict);
    for (const metric of data.metrics) {
      if (row.words[metric.word]) {
        const line = add(box, 'tip-row', '');
        add(line, 'tip-name', metric.title);
        add(line, 'tip-value', row.words[metric.word]);
      }
    }
    return box;
  }

  function common() {
    return {
      animation: false,
      textStyle: {fontFamily: getComputedStyle(document.body).fontFamily},
      tooltip: {
        confine: true,
        transitionDuration: 0,
        backgroundColor: color('--page'),
        borderColor: color('--line'),
        textStyle: {color: color('--text')},
        formatter: (param) => tip(data.rows[param.data.row]),
      },
    };
  }

  function axisName(name) {
    return {
      name,
      nameLocation: 'middle',
      nameTextStyle: {color: color('--muted'), fontSize: 12},
      axisLabel: {color: color('--muted'), fontSize: 12, formatter: shortened},
      axisLine: {lineStyle: {color: color('--muted')}},
      axisTick: {show: false},
    };
  }

  function valueAxis(name) {
    return {
      ...axisName(name),
      type: 'value',
      axisLabel: {color: color('--muted'), fontSize: 12, formatter: amount},
      axisLine: {show: false},
      splitLine: {lineStyle: {color: color('--line')}},
    };
  }

  function title(metric) {
    return metric.title + (metric.unit ? ', ' + metric.unit : '');
  }

  /* Named above its end, with room for what stands on the highest value. */
  function upAxis(metric) {
    return {
      ...valueAxis(title(metric)),
      nameLocation: 'end',
      nameTextStyle: {color: color('--muted'), fontSize: 12, align: 'left'},
      boundaryGap: [0, '10%'],
    };
  }

  /* One bar for each setting; its colour and its sign are the verdict. */
  function bars(plot) {
    const narrow = plot.clientWidth < narrowPixels;
    return {
      ...common(),
      grid: {left: narrow ? 4 : 24, right: 12, top: 30, bottom: 30, containLabel: true},
      xAxis: {
        ...axisName(data.keys.map(keyName).join(' · ')),
        type: 'category',
        nameGap: 30,
        data: data.rows.map((row) => row.values.join(' · ')),
      },
      yAxis: upAxis(shown),
      series: [{
        type: 'bar',
        barMaxWidth: 48,
        data: data.rows.map((row, i) => ({
          value: row.measures[shown.word] === undefined ? null : row.measures[shown.word],
          row: i,
          itemStyle: {color: verdictColor(row)},
        })),
        label: {
          show: true,
          position: 'top',
          color: color('--muted'),
          fontSize: 12,
          formatter: (param) => data.rows[param.data.row].symbol,
        },
        emphasis: {disabled: true},
      }],
    };
  }

  /* How strong the colour of a cell is: the worse, the stronger. */
  function strength(row) {
    const value = row.measures[shown.word];
    if (value === undefined) {
      return 0;
    }
    if (shown.word.endsWith('headroom')) {
      return Math.min(1, Math.max(0, 1 - value / 100));
    }
    const highest = Math.max(...data.rows.map((other) => other.measures[shown.word] || 0));
    return highest === 0 ? 0 : value / highest;
  }

  /* A cell for each pair of settings, as a square mark: the library's small build has no heat map. */
  function heatMap(plot) {
    const narrow = plot.clientWidth < narrowPixels;
    const xs = [...new Set(data.rows.map((row) => row.values[0]))];
    const ys = [...new Set(data.rows.map((row) => row.values[1]))];
    const grid = {left: narrow ? 74 : 120, right: 8, top: 8, bottom: 52};
    const cell = [
      (plot.clientWidth - grid.left - grid.right) / xs.length,
      (plot.clientHeight - grid.top - grid.bottom) / ys.length,
    ];
    const base = shown.word === 'cost_per_month' ? color('--accent') : color('--bad');
    return {
      ...common(),
      grid,
      xAxis: {...axisName(keyName(data.keys[0])), type: 'category', data: xs, nameGap: 30, splitArea: {show: false}},
      yAxis: {...axisName(keyName(data.keys[1])), type: 'category', data: ys, nameGap: narrow ? 58 : 100},
      series: [{
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [Math.max(4, cell[0] - 3), Math.max(4, cell[1] - 3)],
        data: data.rows.map((row, i) => {
          const share = strength(row);
          return {
            value: [row.values[0], row.values[1]],
            row: i,
            itemStyle: {color: mixed(color('--surface'), base, 0.85 * share), opacity: 1},
            label: {color: share > 0.55 ? color('--page') : color('--text')},
          };
        }),
        label: {
          show: true,
          fontSize: 12,
          lineHeight: 16,
          formatter: (param) => {
            const row = data.rows[param.data.row];
            const words = row.words[shown.word];
            if (cell[0] < cellTextPixels || !words) {
              return row.symbol;
            }
            return row.symbol + (cell[0] < cellLinePixels ? '\n' : ' ') + words.replace(' USD', '');
          },
        },
        emphasis: {disabled: true},
      }],
    };
  }

  function tradeoff(plot) {
    const narrow = plot.clientWidth < narrowPixels;
    return {
      ...common(),
      grid: {left: narrow ? 4 : 24, right: 24, top: 30, bottom: 30, containLabel: true},
      xAxis: {...valueAxis(title(cost)), nameGap: 30, scale: true, boundaryGap: ['5%', '5%']},
      yAxis: {...upAxis(throttled), min: 0},
      series: [{
        type: 'scatter',
        symbolSize: 13,
        data: data.rows.flatMap((row, i) => {
          const at = [row.measures[cost.word], row.measures[throttled.word]];
          return at.includes(undefined) ? [] : [{
            value: at,
            row: i,
            symbol: {pass: 'circle', fail: 'triangle', inconclusive: 'diamond'}[row.verdict],
            itemStyle: {color: verdictColor(row), opacity: 0.85},
          }];
        }),
        emphasis: {disabled: true},
      }],
    };
  }

  function draw() {
    for (const [plot, {instance, option}] of charts) {
      instance.resize();
      instance.setOption(option(plot), {notMerge: true});
    }
    root.dataset.chartsDrawn = String(charts.size);
  }

  function add(id, option) {
    const plot = document.getElementById(id);
    if (plot) {
      charts.set(plot, {instance: echarts.init(plot, null, {renderer: 'canvas'}), option});
    }
  }

  function choices() {
    const list = document.getElementById('metrics');
    for (const metric of data.metrics) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = metric.title;
      button.setAttribute('aria-pressed', String(metric === shown));
      button.addEventListener('click', () => {
        shown = metric;
        for (const other of list.children) {
          other.setAttribute('aria-pressed', String(other === button));
        }
        draw();
      });
      list.append(button);
    }
  }

  if (shown) {
    choices();
    add('over', isMap ? heatMap : bars);
    if (throttled && cost) {
      add('tradeoff', tradeoff);
    }
  }
  root.dataset.charts = String(charts.size);
  draw();
  let pending = 0;
  addEventListener('resize', () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(draw);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('beforeprint', () => {
    root.dataset.theme = 'light';
    draw();
  });
  addEventListener('afterprint', () => {
    delete root.dataset.theme;
    draw();
  });
})();
