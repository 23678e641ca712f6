/* Writes a table as CSV or as an Excel workbook whose cells are all text, so that 3E001 stays 3E001. */
(function () {
  "use strict";
  var TABLE = new Uint32Array(256).map(function (unused, index) {
    for (var bit = 0, value = index; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  var TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  var REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  var PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  var MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  function crc(bytes) {
    var value = 0xffffffff;
    for (var i = 0; i < bytes.length; i++) value = TABLE[(value ^ bytes[i]) & 255] ^ (value >>> 8);
    return (value ^ 0xffffffff) >>> 0;
  }

  /* A zip archive of stored files: [[name, text], …]. */
  function zip(files) {
    var encoder = new TextEncoder(), parts = [], directory = [], offset = 0;
    files.forEach(function (file) {
      var name = encoder.encode(file[0]), data = encoder.encode(file[1]);
      var fields = [20, 0x0800, 0, 0, 0x21];
      var local = new DataView(new ArrayBuffer(30)), central = new DataView(new ArrayBuffer(46));
      local.setUint32(0, 0x04034b50, true);
      central.setUint32(0, 0x02014b50, true);
      central.setUint16(4, 20, true);
      fields.forEach(function (value, index) {
        local.setUint16(4 + 2 * index, value, true);
        central.setUint16(6 + 2 * index, value, true);
      });
      [crc(data), data.length, data.length].forEach(function (value, index) {
        local.setUint32(14 + 4 * index, value, true);
        central.setUint32(16 + 4 * index, value, true);
      });
      local.setUint16(26, name.length, true);
      central.setUint16(28, name.length, true);
      central.setUint32(42, offset, true);
      parts.push(local.buffer, name, data);
      directory.push(central.buffer, name);
      offset += 30 + name.length + data.length;
    });
    var size = directory.reduce(function (sum, part) { return sum + part.byteLength; }, 0);
    var end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, files.length, true);
    end.setUint16(10, files.length, true);
    end.setUint32(12, size, true);
    end.setUint32(16, offset, true);
    return new Blob(parts.concat(directory, [end.buffer]), { type: TYPES + "sheet" });
  }

  function escaped(text) {
    return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[&<>"]/g, function (sign) { return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[sign]; });
  }

  function sheet(head, rows) {
    var line = function (cells, style) {
      return "<row>" + cells.map(function (cell) {
        return '<c t="inlineStr" s="' + style + '"><is><t xml:space="preserve">' + escaped(cell) + "</t></is></c>";
      }).join("") + "</row>";
    };
    return HEAD + '<worksheet xmlns="' + MAIN + '"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
      + 'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="' + head.length
      + '" width="24" customWidth="1"/></cols><sheetData>' + line(head, 1)
      + rows.map(function (row) { return line(row, 0); }).join("") + "</sheetData></worksheet>";
  }

  /* A workbook of sheets: [[name, head, rows], …]; every cell is text. */
  function workbook(sheets) {
    var numbers = sheets.map(function (unused, index) { return index + 1; });
    var files = [
      ["[Content_Types].xml", HEAD + '<Types xmlns="' + PACKAGE + 'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + '<Override PartName="/xl/workbook.xml" ContentType="' + TYPES + 'sheet.main+xml"/>'
        + '<Override PartName="/xl/styles.xml" ContentType="' + TYPES + 'styles+xml"/>'
        + numbers.map(function (n) { return '<Override PartName="/xl/worksheets/sheet' + n + '.xml" ContentType="' + TYPES + 'worksheet+xml"/>'; }).join("") + "</Types>"],
      ["_rels/.rels", HEAD + '<Relationships xmlns="' + PACKAGE + 'relationships"><Relationship Id="rId1" Type="' + REL + '/officeDocument" Target="xl/workbook.xml"/></Relationships>'],
      ["xl/workbook.xml", HEAD + '<workbook xmlns="' + MAIN + '" xmlns:r="' + REL + '"><sheets>'
        + sheets.map(function (one, index) { return '<sheet name="' + escaped(one[0]) + '" sheetId="' + (index + 1) + '" r:id="rId' + (index + 1) + '"/>'; }).join("") + "</sheets></workbook>"],
      ["xl/_rels/workbook.xml.rels", HEAD + '<Relationships xmlns="' + PACKAGE + 'relationships">'
        + numbers.map(function (n) { return '<Relationship Id="rId' + n + '" Type="' + REL + '/worksheet" Target="worksheets/sheet' + n + '.xml"/>'; }).join("")
        + '<Relationship Id="rId0" Type="' + REL + '/styles" Target="styles.xml"/></Relationships>'],
      ["xl/styles.xml", HEAD + '<styleSheet xmlns="' + MAIN + '"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        + '<cellStyleXfs count="1"><xf numFmtId="49" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">'
        + '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>'],
    ];
    sheets.forEach(function (one, index) { files.push(["xl/worksheets/sheet" + (index + 1) + ".xml", sheet(one[1], one[2])]); });
    return zip(files);
  }

  /* Rows as CSV with a mark of its encoding; a cell that a spreadsheet would compute is led by an apostrophe. */
  function csv(head, rows) {
    var cell = function (value) {
      var text = String(value).replace(/\s*[\r\n]+\s*/g, " ");
      if (/^[=+@\t-]/.test(text)) text = "'" + text;
      return /[",]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    };
    var lines = [head].concat(rows).map(function (row) { return row.map(cell).join(","); });
    return new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
  }

  window.AtlasSheet = { workbook: workbook, csv: csv };
})();
