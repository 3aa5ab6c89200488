import Foundation

/// Writes a manual page for each command into a folder.
///
/// `dhcp --experimental-dump-help | DHCPManual FOLDER VERSION DATE`
@main
struct DHCPManual {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else {
            FileHandle.standardError.write(Data("usage: DHCPManual FOLDER VERSION DATE <help.json\n".utf8))
            exit(2)
        }
        let tool = try JSONDecoder().decode(ToolInfo.self, from: FileHandle.standardInput.readDataToEndOfFile()).command
        let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for command in tool.family {
            let page = ManualPage(command: command, tool: tool, version: arguments[2], date: arguments[3])
            try Data(page.text.utf8).write(to: folder.appending(path: page.fileName))
        }
    }
}
